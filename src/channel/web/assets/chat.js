const log = document.querySelector('#log');
const form = document.querySelector('#ask');
const input = document.querySelector('#text');
const words = document.body.dataset;

function show(kind, content) {
  const article = document.createElement('article');
  article.className = kind;
  article.setAttribute('aria-label', kind === 'you' ? words.you : words.bot);
  article.append(content);
  log.append(article);
  return article;
}

/** The server escapes every text; the page's policy lets no script or style in. */
function fragment(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

function fillAnswer(article, turn) {
  article.replaceChildren(fragment(turn.html));
  if (turn.rateable) article.append(rating(turn.turnId));
}

function rating(turnId) {
  const row = document.createElement('div');
  row.className = 'rate';
  for (const useful of [true, false]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = useful ? words.useful : words.notUseful;
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', async () => {
      const response = await post('/api/feedback', { turnId, useful }).catch(() => null);
      if (!response?.ok) return;
      for (const other of row.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button));
      button.setAttribute('aria-label', words.thanks);
    });
    row.append(button);
  }
  return row;
}

function post(path, body) {
  return fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** The id stays the same when a message is sent again, so that the server answers it once. */
async function send(id, text, article) {
  article.textContent = words.thinking;
  try {
    const response = await post('/api/messages', { id, text });
    if (!response.ok) throw new Error(String(response.status));
    fillAnswer(article, await response.json());
  } catch {
    article.textContent = words.offline;
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = words.retry;
    again.addEventListener('click', () => send(id, text, article));
    article.append(document.createElement('br'), again);
  }
  article.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function ask(text) {
  show('you', text);
  const article = show('bot', '');
  article.scrollIntoView({ block: 'end' });
  send(newId(), text, article);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (text === '') return;
  input.value = '';
  grow();
  ask(text);
});

input.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

function grow() {
  input.style.height = 'auto';
  input.style.height = `${input.scrollHeight + 2}px`;
}
input.addEventListener('input', grow);

log.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (button) ask(button.dataset.ask);
});

const history = await fetch('/api/history')
  .then((response) => response.json())
  .catch(() => []);
for (const turn of history) {
  show('you', turn.question);
  fillAnswer(show('bot', ''), turn);
}
if (history.length > 0) log.lastElementChild.scrollIntoView({ block: 'start' });
