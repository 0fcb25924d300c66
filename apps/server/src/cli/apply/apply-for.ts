import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiProblem, type Client, createClient } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Lang } from '../../kernel/text.ts';
import { type GivenAnswers, readAnswers, uploadNamedFiles } from './answers.ts';
import { checkPerson } from './check-person.ts';
import { fieldAt, fieldsOf, obviousAnswer } from './form-fields.ts';
import { PlainError } from './plain-error.ts';
import { printCase } from './print-case.ts';
import { actForFirm, signInAs } from './sign-in.ts';

export interface ApplyOptions {
  readonly server: string;
  readonly item: string;
  readonly person: string;
  readonly password?: string;
  readonly answersFile?: string;
  readonly firm?: string;
  /** JPEG or PNG of the person, for items that ask for a live person check. */
  readonly portraitFile?: string;
  readonly out: string;
  readonly lang: Lang;
  /** The case as one line of JSON in place of words. */
  readonly json: boolean;
  tell(line: string): void;
}

/** How long a case is waited for, in ms. */
const patience = 60_000;

/** Signs in, consents, fills, submits, waits, fetches. @returns the exit code */
export async function applyFor(options: ApplyOptions): Promise<number> {
  const { lang } = options;
  let csrf: string | undefined;
  const client = createClient({ base: options.server, cookies: true, lang: () => lang, csrf: () => csrf });
  const given = options.answersFile === undefined ? undefined : await readAnswers(options.answersFile);

  let me = await signInAs(client, options);
  csrf = me.csrf;
  if (options.firm !== undefined) {
    me = await actForFirm(client, me, options.firm);
    csrf = me.csrf;
  }
  const guide = await client.call(c.getGuide, { params: { slug: options.item } });
  await client.call(c.giveConsent, {
    params: { slug: options.item },
    body: { requestId: randomUUID(), version: guide.version },
  });
  const draft = await client.call(c.openDraft, { body: { requestId: randomUUID(), slug: options.item, fresh: true } });
  const answers = given === undefined ? {} : await uploadNamedFiles(client, given, options.answersFile ?? options.out);
  if (guide.realPerson) await checkPerson(client, options);
  const submitted = await fillAndSubmit(client, options, draft, answers);
  const view = await ended(client, submitted);
  const files: string[] = [];
  try {
    if (view.licence) await fetchLicence(client, view.licence, options.out, files);
  } finally {
    // whatever becomes of the files, the case is decided and must be told
    printCase(options, view, files);
  }
  await client.call(c.signOut).catch(() => {});
  if (view.outcome === 'refused') return 4;
  return view.outcome === 'granted' && view.licence ? 0 : 3;
}

/** Submits; where no answers were given, obvious ones are filled in and named. */
async function fillAndSubmit(
  client: Client,
  options: ApplyOptions,
  opened: c.Draft,
  given: GivenAnswers,
): Promise<c.CaseView> {
  const params = { draftId: opened.id };
  let answers: Record<string, unknown> = { ...opened.answers, ...given };
  // what the registers say may hang on what was answered
  let draft = await client.call(c.refreshDraft, { params, body: { revision: opened.revision, answers } });
  for (let round = 0; ; round++) {
    try {
      return await client.call(c.submitApplication, {
        params,
        query: { wait: 10_000 },
        body: { requestId: randomUUID(), revision: draft.revision, channel: 'api', declared: true },
      });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.code !== 'forms.incomplete') throw error;
      const issues = error.problem.issues ?? [];
      const fields = await fieldsOf(client, options.item);
      const fillable = issues.map((i) => [i.path, obviousAnswer(fieldAt(fields, i.path))] as const);
      if (
        options.answersFile !== undefined ||
        round >= 5 ||
        fillable.some(([path, v]) => v === undefined || path.includes('.'))
      )
        throw incomplete(issues, fields);
      if (!options.json)
        for (const [path, value] of fillable)
          options.tell(
            options.lang === 'zh'
              ? `  未给出“${path}”，取：${String(value)}`
              : `  "${path}" not given, taken: ${String(value)}`,
          );
      answers = { ...draft.answers, ...Object.fromEntries(fillable) };
      draft = await client.call(c.refreshDraft, { params, body: { revision: draft.revision, answers } });
    }
  }
}

function incomplete(
  issues: NonNullable<c.Problem['issues']>,
  fields: Awaited<ReturnType<typeof fieldsOf>>,
): PlainError {
  const lines = (lang: Lang) =>
    issues.map((issue) => {
      const field = fieldAt(fields, issue.path);
      const choices = field?.options ? ` [${field.options.map((o) => o.value).join(' | ')}]` : '';
      return `  ${issue.path}: ${issue.message[lang]}${choices}`;
    });
  return new PlainError(
    `还有 ${issues.length} 项需要填写或更正，请写入 --answers 文件：\n${lines('zh').join('\n')}`,
    `${issues.length} fields are missing or not right; put them into the file of --answers:\n${lines('en').join('\n')}`,
  );
}

const final = new Set(['closed', 'review', 'returned', 'waiting']);

async function ended(client: Client, submitted: c.CaseView): Promise<c.CaseView> {
  let view = submitted;
  // an official may have been quicker than the answer
  if (view.state === 'review') view = await client.call(c.getCase, { params: { caseId: view.id } });
  for (const until = Date.now() + patience; !final.has(view.state) && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    view = await client.call(c.getCase, { params: { caseId: view.id } });
  }
  return view;
}

/** The licence as OFD (the original) and PDF; `files` gets the path of each as it is written. */
async function fetchLicence(
  client: Client,
  licence: NonNullable<c.CaseView['licence']>,
  folder: string,
  files: string[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const name = licence.number.replace(/[\\/:*?"<>|\s]+/g, '-').replace(/^[.-]+/, '') || licence.id;
  for (const format of ['ofd', 'pdf'] as const) {
    const answer = await client.raw(c.getLicenceFile, { params: { licenceId: licence.id }, query: { format } });
    const path = join(folder, `${name}.${format}`);
    await writeFile(path, new Uint8Array(await answer.arrayBuffer()));
    files.push(path);
  }
}
