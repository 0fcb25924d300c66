import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import * as c from '@miaopi/contracts';
import { encodePem, generateSm2KeyPair, issueCertificate } from '@miaopi/gm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { district, grants, idOf, newRequestId, type Slug } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
const work = dataFolder();
let server: RunningServer;

beforeAll(async () => {
  server = await startServer(folder.path, { LATENCY: '0' });
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
  work.remove();
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program as its user calls it, with the installation's data folder. */
function miaopi(args: readonly string[], options: { stdin?: Buffer; env?: Record<string, string> } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/miaopi.mjs', ...args], {
      env: { ...process.env, DATA_DIR: folder.path, LANG: 'en_GB.UTF-8', LC_ALL: '', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin);
  });
}

function inWork(name: string, content: string | Uint8Array): string {
  const path = join(work.path, name);
  writeFileSync(path, content);
  return path;
}

function applyArgs(item: string, person: string, out: string, answers?: Readonly<Record<string, unknown>>): string[] {
  const file = answers ? ['--answers', inWork(`${item}-${person}.json`, JSON.stringify(answers))] : [];
  return ['apply', '--server', server.url, '--item', item, '--as', idOf(person), ...file, '--out', out];
}

describe('miaopi apply', () => {
  it.each(Object.keys(grants) as Slug[])('%s: granted, 0, with the licence as OFD and PDF', async (slug) => {
    const given: { person: string; firm?: string; answers: Record<string, unknown> } = grants[slug];
    const out = join(work.path, slug);
    const firm = given.firm ? district.firms.find((f) => f.name.includes(given.firm ?? ''))?.name : undefined;
    const ran = await miaopi([
      ...applyArgs(slug, given.person, out, given.answers),
      ...(firm ? ['--for', firm] : []),
      '--lang',
      'en',
    ]);
    expect(ran.code, ran.out + ran.err).toBe(0);
    expect(ran.out).toMatch(/^Case \S+/m);
    expect(ran.out).toContain('✓ Sealing');
    expect(ran.out).toMatch(/\d\.\d{3} s/);
    const files = readdirSync(out).sort();
    expect(files.map((f) => f.slice(-4))).toEqual(['.ofd', '.pdf']);
    expect(readFileSync(join(out, files[0] ?? '')).toString('latin1', 0, 2)).toBe('PK');
    expect(readFileSync(join(out, files[1] ?? '')).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('X01: exits 3 when the case is with an official, and leaves no file', async () => {
    const out = join(work.path, 'none');
    const ran = await miaopi([
      ...applyArgs('ride-hailing-driver', 'xie-jun', out, grants['ride-hailing-driver'].answers),
      '--json',
    ]);
    expect(ran.code, ran.out + ran.err).toBe(3);
    expect(JSON.parse(ran.out)).toMatchObject({ state: 'review', outcome: null, licence: null, files: [] });
    expect(existsSync(out)).toBe(false);
  });

  it('F124: exits 4 when an official has refused before it looks again', async () => {
    const official = await signInAs(server.url, 'jt-shenpi1');
    const office = async () => (await official.call(c.listWork, { query: { scope: 'office' } })).cases.map((k) => k.id);
    const before = new Set(await office());
    const decided = (async () => {
      for (let i = 0; i < 1000; i++) {
        const caseId = (await office()).find((id) => !before.has(id));
        if (caseId) {
          const { conditions } = await official.call(c.getWork, { params: { caseId } });
          await official.call(c.claimCase, { params: { caseId }, body: { requestId: newRequestId() } });
          return official.call(c.decideCase, {
            params: { caseId },
            query: { wait: 8000 },
            body: {
              requestId: newRequestId(),
              outcome: 'refuse',
              reason: '有饮酒后驾驶记录，不符合规定。',
              findings: [],
              grounds: conditions.filter((k) => k.verdict === 'unmet').map((k) => k.id),
            },
          });
        }
        await new Promise((r) => setTimeout(r, 30));
      }
      throw new Error('no case came to the official');
    })();
    const slow = await slowNetwork(server.url, decided);
    try {
      const out = join(work.path, 'refused');
      const args = applyArgs('ride-hailing-driver', 'tang-wei', out, grants['ride-hailing-driver'].answers);
      const ran = await miaopi([...args, '--server', slow.url]);
      expect(await decided).toMatchObject({ state: 'closed', outcome: 'refused' });
      expect(ran.code, ran.out + ran.err).toBe(4);
      expect(ran.out).toContain('有饮酒后驾驶记录，不符合规定。');
      expect(existsSync(out)).toBe(false);
    } finally {
      slow.close();
    }
  });

  it('exits 2 and says what to do: nobody of that name, no such item, no server, missing answers', async () => {
    const out = join(work.path, 'none');
    const base = ['apply', '--server', server.url, '--item', 'social-insurance-statement', '--out', out];
    const [nobody, noItem, noServer, noAnswers, noOption] = await Promise.all([
      miaopi([...base, '--as', '无此人']),
      miaopi(applyArgs('no-such-item', 'chen-jing', out)),
      miaopi(['apply', '--server', 'http://127.0.0.1:9', '--item', 'x', '--as', 'y', '--out', out]),
      miaopi(applyArgs('senior-card', 'gao-shuhua', out)),
      miaopi(['apply', '--server', server.url]),
    ]);
    expect([nobody.code, noItem.code, noServer.code, noAnswers.code, noOption.code]).toEqual([2, 2, 2, 2, 2]);
    expect(nobody.err).toContain('无此人');
    expect(noServer.err).toContain('is the server running');
    expect(noAnswers.err).toContain('紧急联系人');
    expect(noOption.err).toContain('--item');
    for (const ran of [nobody, noItem, noServer, noAnswers, noOption]) expect(ran.err).not.toMatch(/\n\s+at /);
  });
});

describe('miaopi verify', () => {
  const licence = (): string => {
    const out = join(work.path, 'social-insurance-statement');
    return join(out, readdirSync(out).find((f) => f.endsWith('.ofd')) ?? '');
  };

  it('X08 F133: a licence is valid, with one byte changed it is not, a text is no licence', async () => {
    const bytes = readFileSync(licence());
    const changed = Buffer.from(bytes);
    // inside a stored name of the archive's directory or in its data: somewhere in the middle
    changed[Math.floor(changed.length / 2)]! ^= 1;
    const [valid, broken, text, missing] = await Promise.all([
      miaopi(['verify', licence()]),
      miaopi(['verify', inWork('changed.ofd', changed)]),
      miaopi(['verify', inWork('letter.txt', '这不是证照\n')]),
      miaopi(['verify', join(work.path, 'not-there.ofd')]),
    ]);
    expect(valid.code, valid.out + valid.err).toBe(0);
    expect(valid.out).toContain('valid');
    expect(broken.code, broken.out + broken.err).toBe(1);
    expect(text.code, text.out + text.err).toBe(2);
    expect(missing.code).toBe(2);
    expect(missing.err).not.toMatch(/\n\s+at /);
  });

  it('every licence of the five items is valid', async () => {
    const files = Object.keys(grants).flatMap((slug) =>
      readdirSync(join(work.path, slug))
        .filter((f) => f.endsWith('.ofd'))
        .map((f) => join(work.path, slug, f)),
    );
    expect(files).toHaveLength(5);
    for (const file of files) expect((await miaopi(['verify', file])).code, file).toBe(0);
  });

  it('--json names signature, seal, signer, time and each check; - reads standard input', async () => {
    const ran = await miaopi(['verify', '-', '--json'], { stdin: readFileSync(licence()) });
    expect(ran.code, ran.out + ran.err).toBe(0);
    const answer = JSON.parse(ran.out);
    expect(answer.verdict).toBe('valid');
    expect(answer.signatures).toHaveLength(1);
    const [signature] = answer.signatures;
    expect(signature.seal.name).toContain('社会保险');
    expect(signature.signer.subject).toEqual(expect.any(String));
    expect(Date.now() - Date.parse(signature.time)).toBeLessThan(3_600_000);
    expect(signature.checks.length).toBeGreaterThan(3);
    for (const check of [...answer.checks, ...signature.checks])
      expect(check).toMatchObject({
        id: expect.any(String),
        severity: expect.any(String),
        text: { zh: expect.any(String), en: expect.any(String) },
      });
    expect(answer.document.metadata.ZZBS).toEqual(expect.any(String));
    const empty = await miaopi(['verify', '-'], { stdin: Buffer.alloc(0) });
    expect(empty.code).toBe(2);
  });

  it('--trust another root: 1; --trust our own: 0; before the seal was made: 1', async () => {
    const foreign = foreignRoot();
    const own = join(folder.path, 'keys/trust.pem');
    const [other, ours, early, nonsense] = await Promise.all([
      miaopi(['verify', licence(), '--trust', inWork('foreign.pem', foreign)]),
      miaopi(['verify', licence(), '--trust', own]),
      miaopi(['verify', licence(), '--at', '2001-01-01T00:00:00Z']),
      miaopi(['verify', licence(), '--trust', inWork('nonsense.pem', 'no certificate')]),
    ]);
    expect(other.code, other.out + other.err).toBe(1);
    expect(ours.code, ours.out + ours.err).toBe(0);
    expect(early.code, early.out + early.err).toBe(1);
    expect([1, 2]).toContain(nonsense.code);
  });
});

describe('miaopi item', () => {
  it('X03: check and test find nothing wrong with the shipped packages', async () => {
    const check = await miaopi(['item', 'check', 'items/']);
    expect(check.code, check.out + check.err).toBe(0);
    const test = await miaopi(['item', 'test', 'items/']);
    expect(test.code, test.out + test.err).toBe(0);
  });

  it('X03: a broken copy is 1, each fault with file and line', async () => {
    const target = join(work.path, 'broken', 'senior-card');
    cpSync('items/senior-card', target, { recursive: true });
    const form = readFileSync(join(target, 'form.yaml'), 'utf8');
    writeFileSync(join(target, 'form.yaml'), form.replace('照片来源 = "上传新照片"', '相片来源 = "上传新照片"'));
    const item = readFileSync(join(target, 'item.yaml'), 'utf8');
    writeFileSync(join(target, 'item.yaml'), item.replace('uscc: 11990101009901024M', 'uscc: 11990101009901024X'));
    const check = await miaopi(['item', 'check', target]);
    expect(check.code, check.out).toBe(1);
    const line = form.slice(0, form.indexOf('照片来源 = "上传新照片"')).split('\n').length;
    expect(check.out + check.err).toMatch(new RegExp(`form\\.yaml:${line}\\b`));
    expect(check.out + check.err).toMatch(/item\.yaml:\d+/);
    expect((await miaopi(['item', 'test', target])).code).toBe(1);
    expect((await miaopi(['item', 'check', join(work.path, 'no-such-folder')])).code).not.toBe(0);
  });
});

describe('the rest of the command line', () => {
  it('doctor finds nothing failing in a healthy installation', async () => {
    const ran = await miaopi(['doctor', '--json']);
    const findings = JSON.parse(ran.out) as { state: string }[];
    expect(findings.filter((f) => f.state === 'fail')).toEqual([]);
    expect(findings.length).toBeGreaterThan(5);
    expect(ran.code).toBe(0);
  });

  it('db migrate says that there is nothing to do; on an empty folder it makes the schema, the second time nothing', async () => {
    expect(await miaopi(['db', 'migrate'])).toMatchObject({ code: 0, out: 'the schema is up to date\n' });
    // the server lives on: the program joined its database and left it alone
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const fresh = dataFolder();
    try {
      const first = await miaopi(['db', 'migrate'], { env: { DATA_DIR: fresh.path } });
      expect(first.code, first.err).toBe(0);
      expect(first.out).toContain('cases/2026-11-22-50-create-standard-views');
      expect(await miaopi(['db', 'migrate'], { env: { DATA_DIR: fresh.path } })).toMatchObject({
        code: 0,
        out: 'the schema is up to date\n',
      });
    } finally {
      fresh.remove();
    }
  });

  it('an unknown command is 2 with the usage, help is 0, a wrong option is 2', async () => {
    const unknown = await miaopi(['aplly']);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('unknown command "aplly"');
    expect(unknown.err).toContain('miaopi apply --server URL');
    const help = await miaopi(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('miaopi verify');
    const one = await miaopi(['verify', '--help']);
    expect(one.code).toBe(0);
    expect(one.out).toContain('miaopi verify FILE|-');
    expect(one.out).not.toContain('miaopi apply');
    const wrong = await miaopi(['verify', '--no-such-option']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('miaopi verify FILE|-');
    expect((await miaopi(['db', 'drop'])).code).toBe(2);
    expect((await miaopi(['serve', '--role', 'king'])).code).toBe(2);
  });
});

/** A way to the server on which a submission is answered at once, and looks at the case arrive only after `moment`. */
async function slowNetwork(to: string, moment: Promise<unknown>): Promise<{ url: string; close(): void }> {
  const proxy = createServer((request, response) => {
    const path = (request.url ?? '/').replace('?wait=10000', '');
    const pass = () => {
      const onward = httpRequest(`${to}${path}`, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    };
    if (/^\/api\/cases\/[\w-]+$/.test(path)) void moment.then(pass, pass);
    else pass();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

/** The root of somebody else's authority. */
function foreignRoot(): string {
  const keys = generateSm2KeyPair();
  const name = { C: 'CN', O: '别处的认证中心', CN: '别处的根' };
  const der = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: keys.publicKey,
    issuerKey: keys,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  return encodePem('CERTIFICATE', der);
}
