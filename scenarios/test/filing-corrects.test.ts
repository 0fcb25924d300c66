import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sm3Hex } from '@miaopi/gm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FiledCase } from '../src/filing/filing-book.ts';
import { type FilingDepartment, startFilingDepartment } from '../src/filing/filing-department.ts';
import { issueOutsideKeys } from '../src/outside/signing.ts';

/** A platform that takes what it is sent and writes down the operations. */
let platform: Server;
let department: FilingDepartment;
let taken: { operation: string; data: Record<string, unknown> }[] = [];
let refuseUpload = false;

const point = (字段: string, 类型: string) => ({
  字段,
  名称: 字段,
  类型,
  页: null,
  原因: '看不清',
  怎么改: '请重新提交',
});
const number = 'LL2026-1';
const status = {
  业务编号: number,
  办件编号: 'YX1',
  状态: 'correction',
  状态名称: '待补正',
  结果: null,
  补正: {
    第几次: 1,
    文书编号: '补〔2026〕1号',
    截止日期: '2026-12-10',
    内容: [point('紧急联系人', '字段'), point('住宿证明', '材料'), point('照片', '材料')],
  },
};

beforeAll(async () => {
  platform = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { 操作: operation, 数据: data } = JSON.parse(Buffer.concat(parts).toString('utf8'));
      taken.push({ operation, data });
      const answer: Record<string, unknown> = {
        form: {
          表单: [
            {
              字段: [
                { 名称: '住宿证明', 类型: 'files' },
                { 名称: '照片', 类型: 'photo' },
              ],
            },
          ],
        },
        upload: { 文件: { fileId: data.文件?.文件名, sm3: data.文件?.SM3 } },
        correct: { ...status, 状态: 'submitted', 补正: null },
      };
      const refused = operation === 'upload' && refuseUpload;
      response.writeHead(refused ? 422 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(refused ? { title: '文件打不开' } : { 数据: answer[operation] }));
    });
  });
  await new Promise<void>((done) => platform.listen(0, '127.0.0.1', done));
  const from = new Date(Date.now() - 86_400_000);
  const keys = issueOutsideKeys({ from, to: new Date(from.getTime() + 90 * 86_400_000) });
  department = await startFilingDepartment({
    keys: keys.filer,
    root: keys.root,
    platform: `http://127.0.0.1:${(platform.address() as AddressInfo).port}`,
    people: [],
  });
});
afterAll(async () => {
  await department?.close();
  platform?.close();
});
beforeEach(() => {
  taken = [];
  refuseUpload = false;
  const one: FiledCase = {
    ...{ number, applicant: '周婷', form: {}, pushes: 0, status },
    begin: { 业务编号: number, 事项: 'residence-registration' },
  };
  (department.filed as Map<string, FiledCase>).set(number, one);
});

const picture = Buffer.from('a picture, as far as this platform looks');
async function send(): Promise<void> {
  const form = new FormData();
  form.set('number', number);
  form.set('field:紧急联系人', '钱小山');
  for (const field of ['住宿证明', '照片'])
    form.set(`file:${field}`, new Blob([new Uint8Array(picture)], { type: 'image/png' }), `${field}.png`);
  const reply = await fetch(`${department.url}/correct`, { method: 'POST', body: form, redirect: 'manual' });
  expect(reply.status).toBe(303);
}

describe('F009: the department answers a correction on its page', () => {
  it('asks for text where text was asked for, for a file where a material was', async () => {
    const page = await (await fetch(department.url)).text();
    expect(page).toContain('name="field:紧急联系人"');
    expect(page).toMatch(/type="file" name="file:住宿证明"/);
  });

  it('hands materials in first, then answers all in one correction: a photo as one file, others as a list', async () => {
    await send();
    expect(taken.filter((t) => t.operation === 'upload').map((t) => t.data.文件)).toMatchObject([
      { 文件名: '住宿证明.png', 类型: 'image/png', SM3: sm3Hex(picture), 内容: picture.toString('base64') },
      { 文件名: '照片.png' },
    ]);
    expect(taken.at(-1)).toMatchObject({
      operation: 'correct',
      data: {
        业务编号: number,
        第几次: 1,
        表单: { 紧急联系人: '钱小山', 住宿证明: [{ fileId: '住宿证明.png' }], 照片: { fileId: '照片.png' } },
      },
    });
    expect(department.filed.get(number)?.status).toMatchObject({ 状态: 'submitted' });
  });

  it('says why a material was refused, and corrects nothing', async () => {
    refuseUpload = true;
    await send();
    expect(taken.map((t) => t.operation)).toEqual(['upload']);
    expect(department.filed.get(number)).toMatchObject({ trouble: '文件打不开', status: { 状态: 'correction' } });
  });
});
