import { ApiProblem } from '@miaopi/client';
import { afterEach, describe, expect, it } from 'vitest';
import { faultText, problemOf, setApiLang } from '../src/app/api.ts';

afterEach(() => setApiLang('zh'));

const refused = new ApiProblem({
  type: '/problems/cases.wrong_state',
  title: '当前状态不能这样做',
  detail: '请刷新页面',
  status: 409,
  code: 'cases.wrong_state',
  requestId: 'r1',
  texts: {
    title: { zh: '当前状态不能这样做', en: 'Not possible in this state' },
    detail: { zh: '请刷新页面', en: 'Reload the page' },
  },
});

describe('a refusal asked for in one language', () => {
  it('is said in the other as soon as the page changes to it', () => {
    setApiLang('zh');
    expect(problemOf(refused)).toMatchObject({ title: '当前状态不能这样做', detail: '请刷新页面' });
    expect(faultText(refused, '—')).toBe('当前状态不能这样做：请刷新页面');
    setApiLang('en');
    expect(problemOf(refused)).toMatchObject({ title: 'Not possible in this state', detail: 'Reload the page' });
    expect(faultText(refused, '—')).toBe('Not possible in this state: Reload the page');
  });

  it('of a server that tells one language only stays as it was told; without any answer it is said what the page knows', () => {
    const { texts: _, ...one } = refused.problem;
    setApiLang('en');
    expect(problemOf(new ApiProblem(one))?.title).toBe('当前状态不能这样做');
    expect(faultText(new TypeError('fetch failed'), 'No connection')).toBe('No connection');
  });
});
