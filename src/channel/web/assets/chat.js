import { rating } from './rating.js';

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

function post(path, body, headers = {}) {
  return fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

/** The answer comes whole, or sentence by sentence as it is written. */
const WHOLE_OR_EVENTS = { accept: 'text/event-stream, application/json' };

function postForm(content) {
  const form = new FormData();
  for (const [name, value] of Object.entries(content)) form.append(name, value);
  return fetch('/api/messages', { method: 'POST', headers: WHOLE_OR_EVENTS, body: form });
}

/** The answer; what is written so far is shown meanwhile. Throws when it breaks off. */
async function readAnswer(response, article) {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.json();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error('no answer came');
    const events = (waiting + value).split('\n\n');
    waiting = events.pop();
    for (const event of events) {
      const [, name, data] = /^event: (\w+)\ndata: ([^\n]*)$/.exec(event) ?? [];
      if (name === 'answer') return JSON.parse(data);
      if (name === 'preview') showUnfinished(article, JSON.parse(data).html);
    }
  }
}

/** Who has the page read aloud hears the answer when it is done. */
function showUnfinished(article, html) {
  article.setAttribute('aria-busy', 'true');
  article.replaceChildren(fragment(html));
  article.scrollIntoView({ block: 'nearest' });
}

/** The id stays the same when a message is sent again, so that the server answers it once. */
async function send(content, article) {
  article.textContent = words.thinking;
  try {
    const response = await (content.file ? postForm(content) : post('/api/messages', content, WHOLE_OR_EVENTS));
    if (response.status === 413) {
      article.textContent = words.tooLarge;
      return;
    }
    if (!response.ok) throw new Error(String(response.status));
    fillAnswer(article, await readAnswer(response, article));
  } catch (error) {
    article.textContent = error.message === '503' && content.file ? words.busy : words.offline;
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = words.retry;
    again.addEventListener('click', () => send(content, article));
    article.append(document.createElement('br'), again);
  }
  article.removeAttribute('aria-busy');
  article.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What is shown as said may be shorter than what is sent: the label of a button, the name of a file. */
function ask(text, shown = text, file = null) {
  show('you', shown);
  const article = show('bot', '');
  article.scrollIntoView({ block: 'end' });
  send(file === null ? { id: newId(), text } : { id: newId(), text, file }, article);
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
  const button = event.target.closest('[data-ask], [data-say]');
  if (button?.dataset.ask) ask(button.dataset.ask);
  else if (button) ask(button.dataset.say, button.dataset.label);
});

const picker = document.querySelector('#file');
picker.addEventListener('change', () => {
  const [file] = picker.files;
  const text = input.value.trim();
  picker.value = '';
  if (!file) return;
  input.value = '';
  grow();
  ask(text, text === '' ? file.name : `${text}\n${file.name}`, file);
});

const history = await fetch('/api/history')
  .then((response) => (response.ok ? response.json() : { items: [], last: '0' }))
  .catch(() => ({ items: [], last: '0' }));
for (const item of history.items) {
  if (item.question !== undefined) show('you', item.question);
  fillAnswer(show('bot', ''), item);
}
if (history.items.length > 0) log.lastElementChild.scrollIntoView({ block: 'start' });

/** What others say to this person comes by itself: soon while the page is looked at, later while it is not. */
const LOOK_EVERY_MS = 3_000;
const LOOK_RARELY_MS = 30_000;
/** Who is this near to the end, in pixels, reads what is newest. */
const NEAR_END = 80;
const newLetter = document.querySelector('#new-letter');
let last = history.last;
let unread = null;

function isAtEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
}

/** Who reads above is not moved, but told. */
function announce(article, wasAtEnd) {
  if (wasAtEnd) {
    article.scrollIntoView({ block: 'nearest' });
    return;
  }
  unread ??= article;
  newLetter.hidden = false;
}

newLetter.addEventListener('click', () => {
  unread?.scrollIntoView({ block: 'start' });
  forgetUnread();
});
log.addEventListener('scroll', () => isAtEnd() && forgetUnread(), { passive: true });
function forgetUnread() {
  unread = null;
  newLetter.hidden = true;
}

async function fetchLetters() {
  const letters = await fetch(`/api/letters?after=${last}`)
    .then((response) => (response.ok ? response.json() : []))
    .catch(() => []);
  for (const letter of letters) {
    if (Number(letter.id) > Number(last)) last = letter.id;
    const wasAtEnd = isAtEnd();
    announce(show('bot', fragment(letter.html)), wasAtEnd);
  }
  setTimeout(fetchLetters, document.hidden ? LOOK_RARELY_MS : LOOK_EVERY_MS);
}
setTimeout(fetchLetters, LOOK_EVERY_MS);
