import type { Client } from '@miaopi/client';
import { actFor, listDemoPeople, type Me, signIn } from '@miaopi/contracts';
import { PlainError } from './plain-error.ts';

export interface Credentials {
  /** ID number, mobile, or the name of somebody in the demo district. */
  readonly person: string;
  readonly password?: string;
}

/** Signs in; a name, or a missing password, is looked up among the people of the demo district. */
export async function signInAs(client: Client, { person, password }: Credentials): Promise<Me> {
  const numeric = /^[0-9]{6,}[0-9Xx]$/.test(person);
  if (numeric && password !== undefined) return client.call(signIn, { body: { account: person, password } });
  const people = (await client.call(listDemoPeople)).filter((p) => p.kind === 'person');
  const named = people.filter((p) => p.name === person || p.account === person.toUpperCase());
  if (named.length > 1)
    throw new PlainError(
      `有 ${named.length} 人叫“${person}”，请用身份证号：${named.map((p) => p.account).join('、')}`,
      `${named.length} people are called "${person}"; use the ID number: ${named.map((p) => p.account).join(', ')}`,
    );
  const found = named[0];
  if (!found && !numeric)
    throw new PlainError(
      `没有叫“${person}”的演示人员。可用：${people.map((p) => p.name).join('、') || '（此服务器不是演示区，请用身份证号和 --password）'}`,
      `Nobody of the demo district is called "${person}". There are: ${people.map((p) => p.name).join(', ') || '(this server has no demo district: use an ID number and --password)'}`,
    );
  const word = password ?? found?.password ?? people[0]?.password;
  if (word === undefined) throw new PlainError('请用 --password 给出密码。', 'Give the password with --password.');
  return client.call(signIn, { body: { account: found?.account ?? person, password: word } });
}

/** Goes over to acting for a firm, by its name or credit code. */
export async function actForFirm(client: Client, me: Me, firm: string): Promise<Me> {
  const firms = me.principals.filter((p) => p.kind === 'firm');
  // the account shows numbers masked
  const fits = (masked: string) =>
    firm.length === 18 && masked.slice(0, 4) === firm.slice(0, 4) && masked.slice(-4) === firm.slice(-4).toUpperCase();
  const one = firms.find((p) => p.name === firm || p.id === firm || fits(p.number));
  if (!one)
    throw new PlainError(
      `${me.name} 不能代“${firm}”办理。可代办：${firms.map((p) => p.name).join('、') || '无'}`,
      `${me.name} may not act for "${firm}". May act for: ${firms.map((p) => p.name).join(', ') || 'nobody'}`,
    );
  return client.call(actFor, { body: { principal: one.id } });
}
