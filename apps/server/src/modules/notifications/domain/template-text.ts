import {
  fillNotice,
  type NoticeEvent,
  type NoticeFill,
  type NoticeVariable,
  noticeDefinition,
  noticeVariables,
  variablesIn,
} from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';

/** `page`: what stands on the messages page; goes out by the others too where they have no words of their own. */
export const templateChannels = ['page', 'sms', 'email', 'push'] as const;
export type TemplateChannel = (typeof templateChannels)[number];

export interface Wording {
  /** SMS and browser notes have none. */
  readonly title?: Text;
  readonly body: Text;
}

/** Words of an operator for one occasion, by channel. */
export type Wordings = Readonly<Partial<Record<TemplateChannel, Wording>>>;

/** Whether a channel shows a title of its own. */
export const hasTitle: Readonly<Record<TemplateChannel, boolean>> = {
  page: true,
  sms: false,
  email: true,
  push: false,
};

/** Ways an occasion is told by: no mobile of an official is known, and he gets no SMS. */
export function channelsOf(event: NoticeEvent): readonly TemplateChannel[] {
  return noticeDefinition(event).reader === 'official' ? templateChannels.filter((c) => c !== 'sms') : templateChannels;
}

/** What a text may leave open by a channel: a browser note is shown on locked screens, and names nothing of the case. */
export function variablesOf(event: NoticeEvent, channel: TemplateChannel): readonly NoticeVariable[] {
  return channel === 'push' ? [] : noticeDefinition(event).variables;
}

/** What a text may not leave out by a channel: the page and the letter stand for the notice of the law; an SMS and a note only lead to them. */
function needsOf(event: NoticeEvent, channel: TemplateChannel): readonly NoticeVariable[] {
  return channel === 'page' || channel === 'email' ? noticeDefinition(event).needs : [];
}

export interface TemplateFault {
  readonly path: string;
  readonly code: 'unknown_variable' | 'missing_variable';
  readonly message: Text;
}

/** What is wrong with the words of an operator: names that stand for nothing here, and what they must not leave out. */
export function faultsOf(event: NoticeEvent, channel: TemplateChannel, { title, body }: Wording): TemplateFault[] {
  const known = variablesOf(event, channel);
  const names = (lang: 'zh' | 'en') =>
    known.map((v) => `{{${noticeVariables[v][lang]}}}`).join(lang === 'zh' ? '、' : ', ');
  const faults: TemplateFault[] = [];
  for (const lang of ['zh', 'en'] as const) {
    const texts = [['title', title?.[lang] ?? ''] as const, ['body', body[lang]] as const];
    for (const [part, text] of texts)
      for (const name of new Set(variablesIn(text, known).unknown))
        faults.push({
          path: `body.${part}.${lang}`,
          code: 'unknown_variable',
          message:
            known.length > 0
              ? {
                  zh: `这里没有变量“${name}”，可以用：${names('zh')}`,
                  en: `There is no variable “${name}” here; you may use ${names('en')}`,
                }
              : {
                  zh: `浏览器通知会显示在锁屏上，不能写变量“${name}”`,
                  en: `A browser note is shown on locked screens and may hold no variable such as “${name}”`,
                },
        });
    const { used } = variablesIn(texts.map(([, text]) => text).join('\n'), known);
    for (const v of needsOf(event, channel).filter((one) => !used.has(one)))
      faults.push({
        path: `body.body.${lang}`,
        code: 'missing_variable',
        message: {
          zh: `${lang === 'zh' ? '中文' : '英文'}里必须写明 {{${noticeVariables[v].zh}}}`,
          en: `The ${lang === 'zh' ? 'Chinese' : 'English'} text must give {{${noticeVariables[v].en}}}`,
        },
      });
  }
  return faults;
}

/** A notice in the words of an operator, filled; where he has none for the page, what was shipped or the item said stays. */
export function worded(
  told: { readonly title: Text; readonly body: Text },
  wordings: Wordings | undefined,
  values: NoticeFill,
): { readonly title: Text; readonly body: Text; readonly wording: Wordings | null } {
  const fill = ({ title, body }: Wording): Wording => ({
    ...(title ? { title: fillNotice(title, values) } : {}),
    body: fillNotice(body, values),
  });
  const { page, ...others } = wordings ?? {};
  const own = page && fill(page);
  const rest = Object.entries(others).map(([channel, one]) => [channel, fill(one)] as const);
  return {
    title: own?.title ?? told.title,
    body: own?.body ?? told.body,
    wording: rest.length > 0 ? Object.fromEntries(rest) : null,
  };
}
