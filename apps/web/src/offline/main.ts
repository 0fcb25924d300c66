import { toBase64 } from '@miaopi/gm';
import { el, fileButton } from './elements.ts';
import { type Answer, judgeCode, judgeFile } from './judge.ts';
import { type Known, readKnown, withList } from './known.ts';
import { codeInPicture, watchCamera } from './read-picture.ts';
import { type Lang, texts } from './texts.ts';

const maxFile = 20 * 1024 * 1024;
// as it was saved, before anything was drawn: what is saved again with a newer list
const saved = `<!doctype html>\n${document.documentElement.outerHTML}`;
const place = document.getElementById('known');
const app = document.getElementById('app');
let known = readKnown(place?.textContent ?? '{}');
let lang: Lang = navigator.language.startsWith('zh') ? 'zh' : 'en';
let stopCamera: (() => void) | undefined;
let told = '';
let newer = false;

function draw(answer?: Answer): void {
  const t = texts[lang];
  stopCamera?.();
  stopCamera = undefined;
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = t.title;
  const language = el('button', { type: 'button', class: 'plain small' }, t.other);
  language.onclick = () => {
    lang = lang === 'zh' ? 'en' : 'zh';
    draw();
  };
  const head = el('header', {}, el('h1', {}, t.title), language, el('p', { class: 'quiet' }, t.lead));
  if (!known) {
    app?.replaceChildren(
      head,
      verdict({ tone: 'open', title: t.unfilled, explanation: t.unfilledText, facts: [], checks: [] }),
    );
    return;
  }
  app?.replaceChildren(head, answer ? shown(answer) : ask(known), knowledge(known));
  if (answer) app?.querySelector<HTMLElement>('.verdict h2')?.focus();
}

function ask(known: Known): HTMLElement {
  const t = texts[lang];
  const note = el('p', { class: 'note', role: 'status' });
  const video = el('video', { muted: '', playsinline: '', hidden: '', 'aria-label': t.camera });
  const camera = el('button', { type: 'button', class: 'primary' }, t.camera);
  camera.onclick = async () => {
    if (stopCamera) return draw();
    video.hidden = false;
    camera.textContent = t.cameraStop;
    try {
      stopCamera = await watchCamera(video, (text) => draw(judgeCode(text, known, new Date(), lang)));
    } catch {
      video.hidden = true;
      camera.textContent = t.camera;
      note.textContent = t.cameraNone;
    }
  };
  const file = fileButton(t.choose, 'image/*,.ofd', async (given) => {
    note.textContent = t.working;
    await new Promise((resolve) => setTimeout(resolve, 30));
    draw(await judgeGiven(given, known));
  });
  const field = el('textarea', { id: 'typed', rows: '3', maxlength: '1200', spellcheck: 'false', autocomplete: 'off' });
  const form = el(
    'form',
    {},
    el('label', { for: 'typed' }, t.typed),
    el('p', { class: 'quiet' }, t.typedHint),
    field,
    el('button', { type: 'submit' }, t.submit),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    if (field.value.trim()) draw(judgeCode(field.value.trim(), known, new Date(), lang));
  };
  return el(
    'section',
    { class: 'ask' },
    el('div', { class: 'card' }, camera, video, file, el('p', { class: 'quiet' }, t.chooseHint), note),
    el('div', { class: 'card' }, form),
  );
}

async function judgeGiven(file: File, known: Known): Promise<Answer> {
  const t = texts[lang];
  const nothing = { tone: 'open', facts: [], checks: [] } as const;
  if (file.size > maxFile) return { ...nothing, title: t.tooLarge, explanation: '' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  // an OFD is a ZIP; everything else can only be a picture
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return judgeFile(bytes, known, new Date(), lang);
  const text = await codeInPicture(file);
  if (text === undefined) return { ...nothing, title: t.noCode, explanation: t.noCodeText };
  return judgeCode(text, known, new Date(), lang);
}

function shown(answer: Answer): HTMLElement {
  const again = el('button', { type: 'button', class: 'primary' }, texts[lang].again);
  again.onclick = () => draw();
  return el('section', { class: 'shown' }, verdict(answer), again);
}

function verdict(answer: Answer): HTMLElement {
  const t = texts[lang];
  const mark = { ok: '✓', bad: '✕', open: '?' }[answer.tone];
  const words = (ok: boolean | null) => (ok === true ? t.passed : ok === false ? t.failed : t.open);
  return el(
    'div',
    { class: 'stack' },
    el(
      'div',
      { class: `verdict verdict--${answer.tone}`, role: 'status' },
      el('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
      el('div', {}, el('h2', { tabindex: '-1' }, answer.title), el('p', {}, answer.explanation)),
    ),
    ...(answer.facts.length > 0
      ? [
          el(
            'dl',
            { class: 'card' },
            ...answer.facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
          ),
        ]
      : []),
    ...(answer.checks.length > 0
      ? [
          el(
            'details',
            answer.tone === 'ok' ? {} : { open: '' },
            el('summary', {}, t.checks),
            el(
              'ul',
              {},
              ...answer.checks.map(({ ok, text }) =>
                el(
                  'li',
                  { class: ok === true ? 'yes' : ok === false ? 'no' : 'open' },
                  el('span', {}, text),
                  el('b', {}, words(ok)),
                ),
              ),
            ),
          ),
        ]
      : []),
  );
}

/** How old the page's knowledge is and what that means; a newer list can be put in and kept. */
function knowledge(now: Known): HTMLElement {
  const t = texts[lang];
  const { list } = now;
  const day = (date: Date) =>
    date.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'long', timeStyle: 'short' });
  const hours = list ? Math.max(0, Math.floor((Date.now() - list.issuedAt.getTime()) / 3_600_000)) : 0;
  const fresh = list !== undefined && Date.now() < list.nextUpdate.getTime();
  const load = fileButton(t.loadList, '.mpsl', async (file) => {
    const next = file.size <= maxFile ? withList(now, new Uint8Array(await file.arrayBuffer()), toBase64) : undefined;
    if (next) {
      known = next;
      newer = true;
    }
    told = next ? t.listLoaded : t.listBad;
    draw();
  });
  const save = el('button', { type: 'button', class: 'plain' }, t.save);
  save.onclick = () => keep(now);
  return el(
    'section',
    { class: 'knows', 'aria-labelledby': 'knows' },
    el('h2', { id: 'knows' }, t.knows),
    ...(list
      ? [
          el(
            'p',
            { class: fresh ? 'age' : 'age age--old' },
            t.listAge(day(list.issuedAt), t.age(Math.floor(hours / 24), hours)),
          ),
          el('p', {}, fresh ? t.fresh(day(list.nextUpdate)) : t.old(day(list.nextUpdate))),
          el('p', { class: 'quiet' }, `${t.listCount(list.count)} · ${t.savedFrom(now.from)}`),
        ]
      : [el('p', { class: 'age age--old' }, t.listNone)]),
    el('div', { class: 'row' }, load, ...(newer ? [save] : [])),
    el('p', { class: 'quiet' }, t.loadListHint),
    el('p', { class: 'note', role: 'status' }, told),
  );
}

function keep(now: Known): void {
  const open = '<script type="application/json" id="known">';
  const from = saved.indexOf(open) + open.length;
  const to = saved.indexOf('</script>', from);
  const json = JSON.stringify(now.given).replaceAll('<', '\\u003c');
  const url = URL.createObjectURL(new Blob([saved.slice(0, from), json, saved.slice(to)], { type: 'text/html' }));
  const link = el('a', { href: url, download: `${texts.zh.title}.html` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

draw();
