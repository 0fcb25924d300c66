import { createHash, createHmac, randomBytes } from 'node:crypto';
import * as c from '@miaopi/contracts';
import { canonicalJson } from '@miaopi/items';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { fileCase, grants, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, localTime, officialAt, sendDialog } from './studio.ts';

const folder = dataFolder();
const slug = 'residence-registration';
const purpose = '义务教育入学资格核验';
let server: RunningServer;
let browser: Browser;
let licence: c.ReplyOf<typeof c.getLicence>;
/** The system another office registered: its name in the log and its key, as the page showed it once. */
let system: { name: string; accessId: string; secret: string };
let operator: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  const holder = await signInAs(server.url, idOf(grants[slug].person));
  const filed = await fileCase(holder, slug, grants[slug].answers);
  expect([filed.state, filed.outcome]).toEqual(['closed', 'granted']);
  const [card] = await holder.call(c.listLicences, {});
  licence = await holder.call(c.getLicence, { params: { licenceId: card!.id } });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [i, context] of (browser?.contexts() ?? []).entries())
    for (const page of context.pages()) await picture(page, `failed-studio-${i}`);
});

const open = (page: Page, path: string) => page.goto(`${server.url}${path}`);

async function holderAt(path: string): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  await open(visitor.page, `/signin?to=${encodeURIComponent(path)}`);
  await signInOnPage(visitor.page, idOf(grants[slug].person));
  await visitor.page.waitForURL(`**${path}`);
  return visitor;
}

/** A signed question of the registered system, as docs/guides/licence-sharing.md says, with Node's own SM3. */
async function ask<T>(
  operation: string,
  data: Readonly<Record<string, string>>,
): Promise<{ status: number; data?: T }> {
  const path = `/api/share/v1/${operation}`;
  const at = Math.floor(Date.now() / 1000);
  const nonce = randomBytes(16).toString('hex');
  const digest = createHash('sm3').update(canonicalJson(data)).digest('hex');
  const signature = createHmac('sm3', system.secret)
    .update(`POST ${path}\n${system.accessId}\n${at}\n${nonce}\n${digest}`)
    .digest('base64url');
  const reply = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accessId: system.accessId, accessToken: `${at}.${nonce}.${signature}`, data }),
  });
  const answer = (await reply.json()) as { head: { status: number }; data?: T };
  return { status: answer.head.status, ...(answer.data ? { data: answer.data } : {}) };
}

describe('a licence shared with a use code', () => {
  it('F219: the operator registers a system with its scope; its key is shown once and nowhere afterwards', async () => {
    operator = await officialAt(browser, server.url, 'sj-yunwei');
    const { page } = operator;
    await open(page, '/studio/sharing');
    await page.getByRole('link', { name: '云州市公共资源交易平台' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: '登记系统' }).click();
    await page.getByLabel('系统名称').fill('云溪区义务教育入学平台');
    await page.getByLabel('使用单位').fill('云溪区教育局');
    await page.getByLabel('联系人和电话').fill('李老师 0990-8601077');
    await page.getByLabel('证照类型').selectOption({ label: licence.name.zh });
    await page.getByLabel('事由').fill(purpose);
    await picture(page, 'system-registering');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { name: '密钥只显示这一次' }).waitFor();
    const shown = (label: string) => page.getByRole('dialog').getByLabel(label, { exact: true }).inputValue();
    system = {
      name: '云溪区义务教育入学平台',
      accessId: await shown('系统标识 accessId'),
      secret: await shown('密钥'),
    };
    expect(system.secret.length).toBeGreaterThan(30);
    await picture(page, 'system-key-once');
    await page.getByRole('button', { name: '已妥善保存，关闭' }).click();
    await page.getByRole('heading', { level: 1, name: system.name }).waitFor();
    await page.getByText('还没有查询', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(system.secret);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: system.name }).waitFor();
    expect(await page.content()).not.toContain(system.secret);
  });

  it('F219: without a code it is refused; the holder makes one, the system fetches the copy by an address good for once, and the holder sees who looked and why', async () => {
    expect((await ask('queryCertInfo', { certIdentifier: licence.identifier, useCause: purpose })).status).toBe(100);
    const holder = await holderAt(`/licences/${licence.id}`);
    const { page } = holder;
    const makeCode = async () => {
      await page.getByRole('button', { name: '生成用证码' }).click();
      await page.getByLabel('给谁用、办什么事').selectOption({ label: `${system.name} · ${purpose}` });
      await page.getByRole('dialog').getByRole('button', { name: '生成', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      return (await page.locator('.use-code').first().innerText()).replaceAll(' ', '');
    };
    const useCode = await makeCode();
    await page.locator('.use-code').first().scrollIntoViewIfNeeded();
    await picture(page, 'use-code');

    const found = await ask<{ content: string }>('downloadUrl', { useCode, useCause: purpose, operator: '李老师' });
    expect(found.status).toBe(0);
    const address = new URL(found.data!.content);
    const fetched = await fetch(server.url + address.pathname);
    expect(fetched.status).toBe(200);
    expect(
      Buffer.from(await fetched.arrayBuffer())
        .subarray(0, 2)
        .toString('latin1'),
    ).toBe('PK');
    expect((await fetch(server.url + address.pathname)).status).toBe(404);
    expect((await ask('downloadUrl', { useCode, useCause: purpose })).status).toBe(100);

    await page.reload();
    const looks = page
      .getByRole('region', { name: '谁看过' })
      .or(page.locator('section', { hasText: '谁看过' }))
      .last();
    await expect.poll(() => looks.innerText()).toContain('下载加注件');
    const told = await looks.innerText();
    for (const words of [system.name, purpose, '李老师', '您的用证码']) expect(told).toContain(words);
    await looks.scrollIntoViewIfNeeded();
    await picture(page, 'who-looked');

    const second = await makeCode();
    await page.getByRole('button', { name: `撤销用证码 ${second.replace(/(.{4})(?=.)/g, '$1 ')}` }).click();
    await page.getByText('已撤销').first().waitFor();
    expect((await ask('queryCertInfo', { useCode: second, useCause: purpose })).status).toBe(100);
    expect(holder.faults).toEqual([]);
    await holder.context.close();
  });

  it('F219: the operator reads what the system asked, without anybody’s name, and stops it: from then on nothing is answered', async () => {
    const { page } = operator;
    await page.reload();
    await page.getByText('下载加注件').first().waitFor();
    const text = await page.getByRole('main').innerText();
    expect(text).toContain('没有该项权限');
    for (const secret of [licence.holder, licence.number]) expect(text).not.toContain(secret);
    await picture(page, 'system-log');
    await page.getByRole('button', { name: '停用' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('原因').fill('合作协议到期');
    await dialog.getByRole('button', { name: '停用' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('合作协议到期').waitFor();
    await picture(page, 'system-stopped');
    expect((await ask('search', { useCause: purpose })).status).toBe(11);
    expect(operator.faults).toEqual([]);
  });
});

describe('the licence catalogue', () => {
  it('F215 F128 F129: one changes a row and sees paper and numbers change with it; who saved it may not publish it, the head may, and sees what is new', async () => {
    const editor = await officialAt(browser, server.url, 'mz-shenpi1');
    const { page } = editor;
    await open(page, '/studio/licence-types');
    await page.getByRole('link', { name: '老年人优待证' }).click();
    await page.getByRole('img', { name: '按这一版制作的样本' }).waitFor();
    await page.getByLabel('编号规则').fill('云溪优{year}{seq:5');
    await page.getByText('需要更正').waitFor();
    await picture(page, 'type-wrong');
    await page.getByLabel('编号规则').fill('云溪优{year}{seq:5}');
    await page.getByText(/云溪优\d{4}00001/).waitFor();
    await page.getByRole('button', { name: /^版式/ }).click();
    const drawn = () => page.locator('.template-drawing image').getAttribute('href');
    const list = page.getByRole('navigation', { name: '版面元素' });
    const chosen = page.locator('.template-drawing g[aria-pressed="true"]');
    const left = async () => Number(await chosen.locator('rect').first().getAttribute('x'));
    // chosen in the list, moved by keys, taken back and done again
    await list.getByRole('button', { name: '文字 老年人优待证' }).click();
    await chosen.focus();
    const start = await left();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await left()).toBe(start + 5.5);
    await page.getByRole('button', { name: '撤销' }).click();
    expect(await left()).toBe(start);
    await page.getByRole('button', { name: '重做' }).click();
    expect(await left()).toBe(start + 5.5);
    // with the mouse: pressed on the drawing, dragged
    await page
      .getByRole('button', { name: /^二维码/ })
      .last()
      .click();
    const frame = (await chosen.boundingBox())!;
    const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
    const before = await left();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y - 10, { steps: 4 });
    await page.mouse.up();
    expect(await left()).toBeGreaterThan(before);
    await page.getByRole('button', { name: '撤销' }).click();
    expect(await left()).toBe(before);
    // added, bound to a field, duplicated and taken out
    await page.getByLabel('添加').selectOption('field');
    await page.getByLabel('取值').selectOption('发证机关');
    await page.getByLabel('标签', { exact: true }).fill('机关');
    await list.getByRole('button', { name: '标签和值 机关' }).waitFor();
    await page.keyboard.press('Escape');
    await list.getByRole('button', { name: '标签和值 机关' }).click();
    await page.getByRole('button', { name: '复制' }).click();
    await expect.poll(() => list.getByRole('button', { name: '标签和值 机关' }).count()).toBe(2);
    await page.getByRole('button', { name: '删除' }).click();
    await list.getByRole('button', { name: '标签和值 机关' }).click();
    // put into a group with another, moved as one, and taken apart again
    const bar = page.locator('.template-bar');
    await bar.getByRole('button', { name: '组合', exact: true }).click();
    await list.getByRole('button', { name: '组合', exact: true }).waitFor();
    await page.getByLabel('添加').selectOption('richText');
    await list.getByRole('button', { name: '混排文字', exact: true }).waitFor();
    await page.getByLabel('所在').waitFor();
    await page.locator('.template-pieces').getByLabel('文字').first().fill('凭证乘车');
    await picture(page, 'template-group');
    expect(await faultsOf(page)).toEqual([]);
    const inner = await left();
    await page.keyboard.press('Escape');
    await chosen.focus();
    await page.keyboard.press('Escape');
    await list.getByRole('button', { name: '组合', exact: true }).click();
    await chosen.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await list.getByRole('button', { name: '混排文字', exact: true }).click();
    expect(await left()).toBe(inner + 5);
    await page.getByLabel('所在').selectOption('版面');
    expect(await left(), 'on the paper it stays where it was').toBe(inner + 5);
    await page.getByRole('button', { name: '删除' }).first().click();
    await list.getByRole('button', { name: '组合', exact: true }).click();
    await bar.getByRole('button', { name: '取消组合' }).click();
    await list.getByRole('button', { name: '标签和值 机关' }).click();
    // what is wrong stands at its element
    await page.getByLabel('上', { exact: true }).fill('80');
    await page.locator('.template-side').getByText('元素超出页面').waitFor();
    await list.getByRole('button', { name: /标签和值 机关.*有误/ }).waitFor();
    await picture(page, 'template-fault');
    await page.getByRole('button', { name: '删除' }).click();
    await list.getByRole('button', { name: /有误/ }).waitFor({ state: 'detached' });
    for (const width of [768, 375, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await picture(page, `template-${width}`);
      expect(await faultsOf(page)).toEqual([]);
    }
    // a dashed line, drawn where its condition holds; what is wrong with the condition stands at its field
    const side = page.locator('.template-side');
    await page.getByLabel('添加').selectOption('line');
    await side.getByLabel('终点左').fill('60');
    await side.getByLabel('线型').selectOption('dashed');
    await side.getByLabel('颜色', { exact: true }).fill('#c4281');
    await side.getByText('写作 #RRGGBB').waitFor();
    await side.getByLabel('颜色', { exact: true }).fill('#c4281c');
    await side.getByText('写作 #RRGGBB').waitFor({ state: 'detached' });
    const condition = side.getByLabel('条件', { exact: true });
    await condition.fill('等级名 = "一级');
    const wrong = side.locator('.field--error .field__error');
    await wrong.waitFor();
    await picture(page, 'template-condition');
    expect(await faultsOf(page)).toEqual([]);
    await condition.fill('版本号 > 1000');
    await wrong.waitFor({ state: 'detached' });
    await condition.fill('');
    const lined = await drawn();
    await side.getByLabel('线宽（毫米）').fill('1.5');
    await expect.poll(drawn).not.toBe(lined);
    await page.getByRole('button', { name: '删除' }).click();
    // an ornament by its fields: kind, colours, pattern
    await page.getByLabel('添加').selectOption('guilloche');
    await list.getByRole('button', { name: '底纹', exact: true }).last().waitFor();
    await side.getByLabel('颜色 1', { exact: true }).fill('#7FA6D6');
    const round = await drawn();
    await side.getByLabel('式样').selectOption('panel');
    await expect.poll(drawn).not.toBe(round);
    for (const width of [768, 375, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await picture(page, `template-ornament-${width}`);
      expect(await faultsOf(page)).toEqual([]);
    }
    await page.getByRole('button', { name: '删除' }).click();
    // the expert writes JSON, and the paper is drawn anew
    const was = await drawn();
    await page.getByText('专家视图（JSON）').first().click();
    const template = page.getByRole('textbox', { name: '专家视图（JSON）' });
    await template.fill((await template.inputValue()).replaceAll('老年人优待证', '老年人优待卡'));
    await expect.poll(drawn).not.toBe(was);
    await page.getByLabel('改动说明').fill('编号规则改为云溪优字号');
    await picture(page, 'type-edited');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存，等待另一人发布。').waitFor();
    await expect.poll(() => page.getByRole('button', { name: '发布' }).isDisabled()).toBe(true);
    await page.getByText('保存草稿的人不能自己发布').waitFor();

    const head = await officialAt(browser, server.url, 'mz-fuze');
    await open(head.page, '/studio/licence-types');
    await head.page.getByText('有待发布的草稿').waitFor();
    await head.page.getByRole('link', { name: '老年人优待证' }).click();
    await head.page.getByRole('link', { name: '改动' }).click();
    await expect.poll(() => head.page.getByRole('main').innerText()).toContain('云溪优{year}{seq:5}');
    await head.page.getByText('老年人优待卡').first().waitFor();
    await picture(head.page, 'type-changes');
    expect(await faultsOf(head.page)).toEqual([]);
    await head.page.getByRole('button', { name: '发布' }).click();
    await sendDialog(head.page, {}, '发布');
    await head.page.getByText('已发布，新颁发的证照按这一版制作。').waitFor();
    await head.page.getByRole('link', { name: /^版本/ }).click();
    await head.page.getByText('第 2 版').first().waitFor();
    await picture(head.page, 'type-versions');
    const elder = await signInAs(server.url, idOf('qian-guizhen'));
    await fileCase(elder, 'senior-card', grants['senior-card'].answers);
    const [made] = await elder.call(c.listLicences, {});
    expect(made?.number).toMatch(/^云溪优\d{4}00001$/);
    expect([...editor.faults, ...head.faults]).toEqual([]);
    await editor.context.close();
    await head.context.close();
  });
});

describe('a wrong use of a seal is recalled', () => {
  it('F152 X05: what a grant sealed since a time is listed, marked in one action, verification says so, and the holder is told', async () => {
    const auditor = await officialAt(browser, server.url, 'sj-anquan', '/studio/seals/recall');
    const { page } = auditor;
    const seals = await (await signInAs(server.url, 'sj-anquan')).call(c.listSeals, { query: { of: 'office' } });
    const seal = seals.find((s) => s.name === '云州市公安局云溪分局')!;
    await page.getByRole('main').getByLabel('印章').selectOption(seal.id);
    await page.getByLabel('仅某项授权').selectOption({ index: 1 });
    await page.getByLabel('自何时起').fill(localTime(new Date(Date.now() - 3_600_000)).slice(0, 16));
    await page.getByRole('button', { name: '预览' }).click();
    await page.getByText(/[12] 份文件 · [12] 份证照和加注件 · 1 个办件/).waitFor();
    await picture(page, 'recall-preview');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '召回并通知持有人' }).click();
    await sendDialog(page, { 理由: '授权范围设置有误，重新核发' });
    await page.getByText('授权范围设置有误，重新核发').waitFor();
    await picture(page, 'recall-done');

    const anybody = await newVisitor(browser, 768);
    await expect
      .poll(
        async () => {
          await open(anybody.page, `/verify/${encodeURIComponent(licence.identifier)}`);
          return anybody.page.locator('.verdict-line').innerText();
        },
        { timeout: 20_000 },
      )
      .toContain('用印已召回');
    await picture(anybody.page, 'recalled-verified');
    const holder = await holderAt('/me/messages');
    await holder.page
      .getByText(/用印已召回/)
      .first()
      .waitFor();
    expect((await holder.page.getByRole('main').innerText()).match(/用印已召回 未读/g), 'told once').toHaveLength(1);
    await picture(holder.page, 'recalled-told');
    const official = await officialAt(browser, server.url, 'ga-shenpi1', '/work/licences');
    await official.page.locator('td .tag', { hasText: '用印已召回' }).first().waitFor();
    await picture(official.page, 'recalled-office');
    expect([auditor, anybody, holder, official].flatMap((one) => one.faults)).toEqual([]);
    for (const one of [auditor, anybody, holder, official]) await one.context.close();
  });
});

/** Every page of officials that this release brings, by who works there; filled or empty as the district has it. */
const pages: Readonly<Record<string, readonly string[]>> = {
  'sj-anquan': ['/studio/seals', '/studio/seals/applications', '/studio/seals/carriers', '/studio/seals/grants'],
  'ga-yinzhang': ['/studio/seals/ledger', '/studio/seals/alarms', '/work/seals', '/work/messages'],
  'sj-yunwei': ['/studio/sharing', '/studio/accounts', '/studio/accounts/find'],
  // the last two lead to the first page of the section
  'ga-fuze': ['/studio/licence-types', '/work/licences', '/studio/standard', '/studio/standard/nowhere'],
  // nothing for them there
  'sb-shouli': ['/studio', '/work/seals'],
};

describe('the pages of officials', () => {
  it.each(Object.entries(pages))(
    'F006: %s’s pages read well at 1440, 768 and 375 px, in Chinese and English, by the rules of WCAG',
    async (account, paths) => {
      const official = await officialAt(browser, server.url, account, '/work');
      const { page } = official;
      for (const path of paths)
        for (const [width, lang] of [
          [1440, 'zh'],
          [768, 'en'],
          [375, 'zh'],
        ] as const) {
          await page.setViewportSize({ width, height: 900 });
          await open(page, `${path}?lang=${lang}`);
          await page.locator('h1').first().waitFor();
          await page.waitForLoadState('networkidle');
          await picture(page, `page${path.replaceAll('/', '-')}-${account}-${width}`);
          expect([path, width, lang, ...(await faultsOf(page))]).toEqual([path, width, lang]);
        }
      expect(official.faults).toEqual([]);
      await official.context.close();
    },
  );

  it.each([
    { account: 'ga-yinzhang', path: '/studio/seals', one: 'a[href^="/studio/seals/99"]' },
    { account: 'ga-fuze', path: '/studio/licence-types', one: 'a[href^="/studio/licence-types/"]' },
    { account: 'ga-fuze', path: '/studio/archive' },
  ])(
    'F006: at twice the size of text, $account has all of $path within the window, and nothing lies on something else',
    async ({ account, path, one }) => {
      const official = await officialAt(browser, server.url, account, path);
      const { page } = official;
      if (one) {
        await page.getByRole('main').locator(one).first().click();
        await page.waitForURL((to) => to.pathname !== path);
      }
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      for (const width of [1440, 1024]) {
        await page.setViewportSize({ width, height: 900 });
        const lost = () =>
          page.evaluate(() => {
            const parts = [...document.querySelectorAll('.type-editor > *, .seal-detail > *')].map((part) =>
              part.getBoundingClientRect(),
            );
            const over = parts.filter((a, n) =>
              parts.some(
                (b, m) => m > n && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
              ),
            );
            return [document.documentElement.scrollWidth - innerWidth, over.length];
          });
        await expect.poll(lost, { message: `${width}` }).toEqual([0, 0]);
      }
      expect(official.faults).toEqual([]);
      await official.context.close();
    },
  );
});
