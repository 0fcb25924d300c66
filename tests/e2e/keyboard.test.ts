import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture } from './browser.ts';
import { led, press, type } from './by-keyboard.ts';
import { actForFirm, fileCase, grants, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    for (const context of browser.contexts())
      for (const page of context.pages()) await picture(page, 'failed-keyboard');
  for (const context of browser.contexts()) await context.close();
});

describe('by keyboard alone', () => {
  it('F002 F023 F067 F121 X08: a firm’s agent searches, signs in, chooses the firm, consents, is led to what he left out, files, and downloads the new licence', async () => {
    const { page, faults } = await newVisitor(browser);
    const main = page.getByRole('main');
    await page.goto(server.url);
    await type(page, page.getByRole('combobox').or(page.getByRole('searchbox')), '资质证书变更');
    await page.keyboard.press('Enter');
    await press(page, main.getByRole('link', { name: '建筑业企业资质证书变更' }));
    await page.getByRole('heading', { level: 1, name: '建筑业企业资质证书变更' }).waitFor();
    await press(page, main.getByRole('link', { name: '网上申请' }));
    await type(page, page.getByLabel('身份证号、手机号或统一社会信用代码'), idOf('qiao-yue'));
    await type(page, page.getByLabel('密码', { exact: true }), 'Miaopi-2026');
    await page.keyboard.press('Enter');
    // he has not said yet for whom he acts
    await led(page, page.getByRole('heading', { level: 1, name: '申请建筑业企业资质证书变更' }));
    await press(page, main.getByRole('button', { name: /恒筑/ }));
    await press(page, page.getByRole('button', { name: '同意并继续' }));
    const changes = page.getByLabel('企业名称', { exact: true });
    const onward = page.getByRole('button', { name: '下一步：核对全部内容' });
    await press(page, onward);
    // what was left out is listed, has the focus, and leads to its field
    const errors = page.locator('#form-errors');
    await errors.waitFor();
    await led(page, errors);
    await press(page, errors.getByRole('link', { name: /^变更事项/ }));
    await led(page, main.getByRole('checkbox').first());
    await press(page, changes, 'Space');
    await press(page, page.getByRole('checkbox', { name: /真实/ }).last(), 'Space');
    await press(page, onward);
    // the whole is read back from its beginning
    await led(page, page.getByRole('heading', { level: 1, name: '核对全部内容' }));
    await press(page, page.getByRole('checkbox', { name: /我已核对以上内容/ }), 'Space');
    await press(page, page.getByRole('button', { name: '确认并提交' }));
    const moment = page.getByRole('heading', { level: 1, name: '办好了' });
    await moment.waitFor();
    await led(page, moment);
    const download = page.waitForEvent('download');
    await press(page, page.getByRole('link', { name: '下载 OFD 原件' }));
    expect((await download).suggestedFilename()).toMatch(/\.ofd$/);
    expect(faults).toEqual([]);

    const agent = await signInAs(server.url, idOf('qiao-yue'));
    await actForFirm(agent, '恒筑');
    const states = (await agent.call(c.listLicences, {})).map((licence) => licence.state);
    expect(states).toContain('changed');
    expect(states).toContain('valid');
  });

  it('F114 F115 F124 X08: an official opens a case of his list, takes it, reads what the machine found, settles it, grants with a reason, and goes on to the next', async () => {
    for (const key of ['xie-jun', 'song-ping']) {
      const client = await signInAs(server.url, idOf(key));
      const filed = await fileCase(client, 'ride-hailing-driver', grants['ride-hailing-driver'].answers);
      expect(filed.state).toBe('review');
    }
    const { page, faults } = await newVisitor(browser);
    const main = page.getByRole('main');
    await page.goto(`${server.url}/work`);
    await type(page, page.getByLabel('身份证号、手机号或统一社会信用代码'), 'jt-shenpi1');
    await type(page, page.getByLabel('密码', { exact: true }), 'Miaopi-2026');
    await page.keyboard.press('Enter');
    await page.locator('a.work-row').first().waitFor();
    await picture(page, 'keyboard-list');
    await press(page, page.locator('a.work-row').filter({ hasText: '谢军' }));
    const heading = page.getByRole('heading', { level: 1, name: /谢军/ });
    await heading.waitFor();
    await led(page, heading);
    await press(page, page.getByRole('button', { name: /^领取/ }));
    await page.getByText('已领取，由您办理').waitFor();
    // the article a condition stands on is opened and closed again
    const basis = main.locator('summary').first();
    await press(page, basis);
    await basis.locator('xpath=..').and(page.locator('[open]')).waitFor();
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('button', { name: /^准予/ }));
    const title = page.getByRole('heading', { name: '准予许可' });
    await title.waitFor();
    await led(page, title);
    const onward = page.getByRole('button', { name: /下一步：确认/ });
    await press(page, onward);
    // the first thing that is missing has the focus
    const why = page.locator('[id^="settle-"]').and(page.getByRole('textbox')).first();
    await led(page, why);
    await page.keyboard.insertText('已向公安机关函询，存疑记录非申请人本人');
    await type(page, page.locator('#decision-reason'), '经核实，符合规定的条件，准予许可。');
    await press(page, onward);
    // the dialog asks once more, and its answer has the focus
    await led(page, page.getByRole('dialog').getByRole('button', { name: '确认并生效' }));
    await page.keyboard.press('Enter');
    await page.locator('.licence-number').waitFor();
    await picture(page, 'keyboard-granted');
    // what was done is said, the focus is not lost, and the next case is a few stops away
    await press(page, page.locator('a.work-row').filter({ hasText: '宋平' }));
    const next = page.getByRole('heading', { level: 1, name: /宋平/ });
    await next.waitFor();
    await led(page, next);
    expect(faults).toEqual([]);
  });
});
