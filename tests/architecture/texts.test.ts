import type { RouteContract } from '@miaopi/contracts';
import * as contracts from '@miaopi/contracts';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { codeOf, filesUnder, isTest } from './sources.ts';

const server = filesUnder('apps/server/src').filter((file) => !isTest(file));
const speaking = [
  ...server,
  ...filesUnder('apps/web/src').filter((file) => !isTest(file) && !file.includes('/dev/')),
  ...filesUnder('packages').filter((file) => !isTest(file) && file.includes('/src/')),
];

interface TextPair {
  readonly place: string;
  readonly zh: string | undefined;
  readonly en: string | undefined;
}

/** What a literal says, values struck out; undefined when it is computed. */
function said(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((s) => s.literal.text)].join('…');
  return undefined;
}

/** Every object literal with `zh` or `en` of its own. */
function textsIn(file: string): TextPair[] {
  const found: TextPair[] = [];
  const source = codeOf(file);
  const visit = (node: ts.Node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const by = new Map<string, ts.Expression>();
      for (const p of node.properties)
        if (ts.isPropertyAssignment(p) && (ts.isIdentifier(p.name) || ts.isStringLiteral(p.name)))
          by.set(p.name.text, p.initializer);
      const zh = by.get('zh');
      const en = by.get('en');
      if (zh && en) {
        const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
        found.push({ place: `${file}:${line}`, zh: said(zh), en: said(en) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const texts = speaking.flatMap(textsIn);
const chinese = /\p{Script=Han}/u;

describe('languages', () => {
  it('every text for people is there in Chinese and in English', () => {
    expect(texts.length).toBeGreaterThan(200);
    const empty = texts.filter((t) => t.zh?.trim() === '' || t.en?.trim() === '').filter((t) => t.zh !== t.en);
    expect(empty).toEqual([]);
  });

  it('no Chinese text stands untranslated in the place of the English one', () => {
    // names of documents and terms in brackets are quoted in Chinese on purpose
    const wrong = texts.filter((t) => {
      if (t.en === undefined || t.zh === undefined || !chinese.test(t.en)) return false;
      return t.en === t.zh || [...t.en].filter((c) => chinese.test(c)).length > t.en.length / 2;
    });
    // a choice of language calls each by its own name
    expect(wrong.filter((t) => !/^(中文|简体中文)/.test(t.zh ?? ''))).toEqual([]);
  });
});

/** Codes that modules declare: `module.name` of every `defineErrors(module, {…})`. */
function declaredErrors(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of server) {
    const source = codeOf(file);
    const visit = (node: ts.Node) => {
      if (ts.isCallExpression(node) && node.expression.getText(source) === 'defineErrors') {
        const [module, definitions] = node.arguments;
        if (module && definitions && ts.isStringLiteral(module) && ts.isObjectLiteralExpression(definitions))
          for (const p of definitions.properties) {
            const code = `${module.text}.${p.name?.getText(source)}`;
            found.set(code, [...(found.get(code) ?? []), file]);
          }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

const routes: readonly RouteContract[] = Object.values(contracts as Readonly<Record<string, unknown>>).filter(
  (value): value is RouteContract =>
    typeof value === 'object' && value !== null && 'method' in value && 'permission' in value && 'path' in value,
);

describe('what is refused', () => {
  it('is kept by a page as the error, never as words: they are said in the language of the page at the moment', () => {
    const keeps = /\bset[A-Z]\w*\((?:[^()]|\([^()]*\))*\bproblem(?:Of\([^()]*\))?\??\.(?:title|detail)\b/;
    const files = filesUnder('apps/web/src').filter((file) => !isTest(file) && keeps.test(codeOf(file).getText()));
    expect(files).toEqual([]);
  });
});

describe('contracts', () => {
  it('are named once, and their paths and methods are each their own', () => {
    const twice = (list: readonly string[]) => list.filter((one, i) => list.indexOf(one) !== i);
    expect(routes.length).toBeGreaterThan(30);
    expect(twice(routes.map((r) => r.name))).toEqual([]);
    expect(twice(routes.map((r) => `${r.method} ${r.path.replace(/:\w+/g, ':')}`))).toEqual([]);
  });

  it('describe every parameter of their path', () => {
    const wrong = routes.filter((r) => {
      const inPath = [...r.path.matchAll(/:(\w+)/g)].map((m) => m[1]).sort();
      return JSON.stringify(inPath) !== JSON.stringify(Object.keys(r.params?.properties ?? {}).sort());
    });
    expect(wrong.map((r) => r.name)).toEqual([]);
  });

  it('bound every text and list that a caller may send', () => {
    const wrong: string[] = [];
    const visit = (schema: unknown, place: string) => {
      if (typeof schema !== 'object' || schema === null) return;
      const s = schema as Record<string, unknown>;
      if (
        s.type === 'string' &&
        s.maxLength === undefined &&
        s.enum === undefined &&
        s.const === undefined &&
        s.pattern === undefined
      )
        wrong.push(place);
      if (s.type === 'array' && s.maxItems === undefined) wrong.push(place);
      for (const [key, value] of Object.entries((s.properties ?? {}) as Record<string, unknown>))
        visit(value, `${place}.${key}`);
      if (s.items) visit(s.items, `${place}[]`);
      for (const one of (s.anyOf ?? []) as unknown[]) visit(one, place);
    };
    for (const r of routes) {
      visit(r.params, `${r.name} params`);
      visit(r.query, `${r.name} query`);
      visit(r.body, `${r.name} body`);
    }
    expect(wrong).toEqual([]);
  });

  it('list only errors that some module declares', () => {
    const declared = declaredErrors();
    const unknown = routes.flatMap((r) => r.errors.filter((e) => !declared.has(e)).map((e) => `${r.name}: ${e}`));
    expect(unknown).toEqual([]);
  });

  it('changing routes that are not public need a session, and so the forgery token', () => {
    const open = routes.filter((r) => r.permission === 'public' && r.method !== 'GET').map((r) => r.name);
    // each of these acts for nobody who is signed in, or ends a session; registered systems sign each question of the sharing interface themselves
    const shared = open.filter((name) => /^licences\.share[A-Z]/.test(name));
    expect(shared).toHaveLength(7);
    expect(open.filter((name) => !shared.includes(name)).sort()).toEqual([
      'cases.queryCase',
      'cases.redeemTicket',
      'cases.takeVerticalMessage',
      'cases.useVerticalPass',
      // a device of a hall has its key in the body
      'devices.report',
      'exchange.takeDepartmentAnswer',
      // systems that file for people sign each message
      'filing.begin',
      'filing.call',
      'filing.upload',
      'identity.acceptAgreement',
      'identity.openCertificateChallenge',
      'identity.openScan',
      'identity.sendCode',
      'identity.signIn',
      'identity.signInByCertificate',
      'identity.signOut',
      'identity.takeScan',
      'licences.printByCode',
      'licences.verifyFile',
      'notifications.confirmNoticeEmail',
      'payments.takeNotification',
      // OCSP and time stamps: questions of software that knows no session
      'seals.askCertificateStatus',
      'seals.stampTime',
      // registered readers bring their key
      'standard.queryReceived',
      'standard.readChanges',
    ]);
  });
});
