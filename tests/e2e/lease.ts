import * as c from '@miaopi/contracts';
import { todayInChina } from '@miaopi/scenarios';
import type { Page } from 'playwright-core';
import { picture } from './browser.ts';
import { district, newRequestId } from './filing.ts';
import { signInAs } from './server.ts';

type Firm = (typeof district.firms)[number];

export function firmOf(key: string): Firm {
  const firm = district.firms.find((f) => f.key === key);
  if (!firm) throw new Error(`no firm in the district is called ${key}`);
  return firm;
}

const accountOf = (role: 'seal-approver' | 'seal-maker') => district.staff.find((s) => s.roles.includes(role))!.account;

/** Writes a name of three strokes on the page of one's seals and takes the signature into use. */
export async function writeSignature(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '手写签名' }).click();
  const box = (await page.getByRole('img', { name: /签名书写区/ }).boundingBox())!;
  for (const [x, y] of [
    [0.15, 0.3],
    [0.42, 0.4],
    [0.68, 0.3],
  ] as const) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
    await page.mouse.down();
    for (let i = 1; i <= 12; i++)
      await page.mouse.move(box.x + box.width * (x + 0.014 * i), box.y + box.height * (y + 0.16 * Math.sin(i / 1.7)));
    await page.mouse.up();
  }
  await picture(page, `signature-pad-${name}`);
  await page.getByRole('button', { name: '保存签名' }).click();
  await page.getByRole('button', { name: '启用' }).click();
  await page.getByLabel('设置密码').fill('Qianming-2026');
  await page.getByLabel('再输入一次').fill('Qianming-2026');
  await page.getByRole('dialog').getByRole('button', { name: '启用' }).click();
  await page.getByRole('button', { name: '停用' }).waitFor();
  await picture(page, `my-seals-${name}`);
}

/** The firm whose legal representative is signed in asks for its seal, gets it and takes it into use. */
export async function takeFirmSeal(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/me/seals`);
  await page.getByRole('button', { name: /申领 法定名称章/ }).click();
  await page
    .getByLabel('营业执照或者法定代表人身份证明')
    .setInputFiles({ name: '营业执照.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 licence') });
  await picture(page, 'firm-seal-apply');
  await page.getByRole('button', { name: '提交申领' }).click();
  await page.getByText('申领已提交').waitFor();

  const approver = await signInAs(url, accountOf('seal-approver'));
  const [application] = await approver.call(c.listSealApplications, {});
  const params = { applicationId: application!.id };
  await approver.call(c.decideSealApplication, {
    params,
    body: { requestId: newRequestId(), approve: true, reason: '材料齐全' },
  });
  const maker = await signInAs(url, accountOf('seal-maker'));
  await maker.call(c.makeSeal, { params, body: { requestId: newRequestId() } });

  await page.reload();
  await page.getByRole('button', { name: '启用', exact: true }).click();
  await page.getByLabel('设置密码').fill(password);
  await page.getByLabel('再输入一次').fill(password);
  await page.getByRole('dialog').getByRole('button', { name: '启用' }).click();
  await page.getByRole('button', { name: '停用' }).waitFor();
}

/** A lease of xu-zhiyuan's flat to a firm, as the form asks it. */
export function leaseAnswers(tenant: Firm): Record<string, unknown> {
  const today = todayInChina();
  return {
    申请人身份: '出租人',
    申请人住所: '示范省云州市云溪区松林路60号',
    对方类型: '企业',
    对方名称: tenant.name,
    对方信用代码: tenant.uscc,
    对方住所: tenant.address,
    对方电话: '13900000042',
    房屋坐落: '示范省云州市云溪区望湖路136号9幢1单元1105室',
    建筑面积: 68,
    房屋结构: '钢筋混凝土',
    室内设施: '无',
    租赁用途: '居住',
    居住人数: 2,
    签订日期: today,
    起租日: today,
    到期日: `${Number(today.slice(0, 4)) + 1}${today.slice(4).replace('-02-29', '-02-28')}`,
    月租金: 2600,
    押金: 2600,
    支付方式: '按季支付',
    维修责任: '出租人',
    费用承担: '承租人',
    争议解决: '房屋所在地人民法院',
    真实声明: true,
  };
}
