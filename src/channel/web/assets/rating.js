const words = document.body.dataset;

/** 有用 and 没用 below an answer; thanks for the one, and for the other reasons to be tapped and a line, none of which is required. */
export function rating(turnId) {
  const box = document.createElement('div');
  const row = rowOf([true, false].map((useful) => (useful ? words.useful : words.notUseful)));
  const more = document.createElement('div');
  more.setAttribute('role', 'status');
  box.append(row, more);
  for (const [index, button] of [...row.children].entries()) {
    button.addEventListener('click', async () => {
      const useful = index === 0;
      if (!(await tell({ turnId, useful }))) return;
      press(button, row);
      more.replaceChildren(...(useful ? [note(words.thanks)] : reasons(turnId)));
    });
  }
  return box;
}

function reasons(turnId) {
  const labels = JSON.parse(words.reasons);
  const row = rowOf(Object.values(labels));
  const thanks = note('');
  const thank = () => {
    thanks.textContent = words.thanksForReason;
  };
  for (const [index, reason] of Object.keys(labels).entries()) {
    const button = row.children[index];
    button.addEventListener('click', async () => {
      if (!(await tell({ turnId, useful: false, reason }))) return;
      press(button, row);
      thank();
    });
  }
  return [note(words.whyNoUse), row, line(turnId, thank), thanks];
}

function line(turnId, thank) {
  const form = document.createElement('form');
  form.className = 'line';
  const input = document.createElement('input');
  input.maxLength = 200;
  input.placeholder = words.lineLabel;
  input.setAttribute('aria-label', words.lineLabel);
  const send = document.createElement('button');
  send.textContent = words.send;
  form.append(input, send);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '' || !(await tell({ turnId, useful: false, words: text }))) return;
    form.remove();
    thank();
  });
  return form;
}

function rowOf(labels) {
  const row = document.createElement('div');
  row.className = 'rate';
  for (const label of labels) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.setAttribute('aria-pressed', 'false');
    row.append(button);
  }
  return row;
}

function press(button, row) {
  for (const other of row.children) other.setAttribute('aria-pressed', String(other === button));
}

function note(text) {
  const paragraph = document.createElement('p');
  paragraph.className = 'small';
  paragraph.textContent = text;
  return paragraph;
}

/** Whether the server took it. */
async function tell(feedback) {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(feedback) };
  const response = await fetch('/api/feedback', request).catch(() => null);
  return response?.ok === true;
}
