import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

type Open = () => Promise<BrowserContext>;

const FORM = '/items/residence-registration/apply';

/** Opens the form on a draft as first filled; a second window of the same draft leaves it as it is. */
async function form(page: Page, url: string, fresh = true): Promise<void> {
  if (fresh) await page.request.delete(`${url}/api/drafts/d1`);
  await page.goto(url + FORM);
  const agree = page.getByRole('button', { name: '同意并继续' });
  const heading = page.getByRole('heading', { name: '居住信息' });
  await agree.or(heading).first().waitFor();
  if (await agree.isVisible()) await agree.click();
  await heading.waitFor();
}

const address = (page: Page) => page.getByLabel('居住地址');
/** Leaving the field is what lets the register be asked. */
const leave = (page: Page) => page.getByRole('heading', { name: '居住信息' }).click();
const saved = (page: Page) => page.getByText(/^已保存/).waitFor({ timeout: 15_000 });

async function draftOf(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(async () => (await (await fetch('/api/drafts/d1')).json()).answers);
}

async function complete(page: Page): Promise<void> {
  await page.getByLabel('入住日期').fill('2020-05-01');
  await page.getByLabel('借住').check();
}

export async function twoWindows(url: string, open: Open): Promise<void> {
  const made = await open();
  const [one, two] = [await made.newPage(), await made.newPage()];
  await form(one, url);
  await form(two, url, false);
  await address(one).fill('云溪区临江路 1 号');
  await leave(one);
  await expect.poll(async () => (await draftOf(one)).居住地址).toBe('云溪区临江路 1 号');
  await address(two).fill('云溪区临江路 2 号');
  await two.getByRole('heading', { name: '另一个窗口改过这份申请' }).waitFor();
  const table = two.getByRole('table');
  expect(await table.innerText()).toContain('云溪区临江路 1 号');
  expect(await table.innerText()).toContain('云溪区临江路 2 号');
  await two.getByRole('button', { name: '用这个窗口的' }).click();
  await expect.poll(async () => (await draftOf(two)).居住地址).toBe('云溪区临江路 2 号');
  // Now the first window is the older one, and takes the other's.
  await address(one).fill('云溪区临江路 3 号');
  await one.getByRole('button', { name: '用另一个窗口的' }).click();
  await expect.poll(() => address(one).inputValue()).toBe('云溪区临江路 2 号');
  await made.close();
}

export async function expiredSession(url: string, open: Open): Promise<void> {
  const made = await open();
  const page = await made.newPage();
  await form(page, url);
  await made.addCookies([{ name: 'dev', value: '0', url }]);
  await address(page).fill('云溪区柳岸路 17 号');
  await leave(page);
  const dialog = page.getByRole('dialog', { name: '登录已过期' });
  await dialog.getByRole('button', { name: '暂不登录' }).click();
  await dialog.waitFor({ state: 'detached' });
  // who would rather not is not asked after every word
  await address(page).fill('云溪区柳岸路 18 号');
  await page.getByRole('alert').getByRole('button', { name: '登录', exact: true }).click();
  await dialog.getByLabel(/身份证号、手机号/).fill('990101190003071236');
  await dialog.getByLabel('密码', { exact: true }).fill('demo');
  await dialog.getByRole('button', { name: '登录', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await address(page).inputValue()).toBe('云溪区柳岸路 18 号');
  await expect.poll(async () => (await draftOf(page)).居住地址).toBe('云溪区柳岸路 18 号');
  await made.close();
}

export async function changedForm(url: string, open: Open): Promise<void> {
  const made = await open();
  const page = await made.newPage();
  await form(page, url);
  await complete(page);
  await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
  await page.getByRole('heading', { name: '核对全部内容' }).waitFor();
  await page.route('**/submit', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: '表格更新了', status: 409, code: 'forms.version_changed' }),
    }),
  );
  await page.route('**/api/drafts', async (route) => {
    const reply = await route.fetch();
    const draft = await reply.json();
    await route.fulfill({
      response: reply,
      json: {
        ...draft,
        formChanged: {
          from: 3,
          to: 4,
          changes: [
            {
              name: '居住方式',
              label: { zh: '居住方式', en: 'How' },
              message: { zh: '居住方式：选项有增加', en: 'How: more options' },
            },
          ],
        },
      },
    });
  });
  await page.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
  await page.getByRole('button', { name: '确认并提交' }).click();
  await page.getByRole('heading', { name: '这个事项的表格更新了' }).waitFor();
  await page.getByText('居住方式：选项有增加').waitFor();
  await page.getByRole('button', { name: '知道了，继续填写' }).click();
  // To what changed: its part opens, the field has the focus, the answers are there.
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('fieldset')?.id)).toBe('f-居住方式');
  expect(await page.getByLabel('入住日期').inputValue()).toBe('2020-05-01');
  await expect.poll(() => page.getByText('居住方式：选项有增加').count()).toBe(0);
  await made.close();
}

export async function offline(url: string, open: Open): Promise<void> {
  const made = await open();
  const page = await made.newPage();
  await form(page, url);
  await complete(page);
  await saved(page);
  await made.setOffline(true);
  await address(page).fill('云溪区望湖路 136 号');
  await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
  await page.getByText('还没有保存，网络恢复后会自动保存').first().waitFor();
  // the press is answered
  const held = page.getByRole('alert').filter({ hasText: '暂时不能核对' });
  await held.waitFor();
  expect(await page.getByRole('heading', { name: '核对全部内容' }).count()).toBe(0);
  expect(await address(page).inputValue()).toBe('云溪区望湖路 136 号');
  await made.setOffline(false);
  await saved(page);
  await held.waitFor({ state: 'detached' });
  expect((await draftOf(page)).居住地址).toBe('云溪区望湖路 136 号');
  await made.close();
}

export async function changedAddress(url: string, open: Open): Promise<void> {
  const made = await open();
  const page = await made.newPage();
  await form(page, url);
  await complete(page);
  const asked: unknown[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/lookups')) asked.push(request.postDataJSON().answers.居住地址);
  });
  await address(page).fill('云溪区听雨巷 7 号');
  await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
  await page.getByRole('heading', { name: '核对全部内容' }).waitFor();
  expect(asked.at(-1)).toBe('云溪区听雨巷 7 号');
  await page.getByText('云溪区听雨巷 7 号').waitFor();
  await made.close();
}
