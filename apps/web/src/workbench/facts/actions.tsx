import { type CaseView, REASONS } from '@miaopi/contracts';
import { AFTER } from '../../portal/cases/after-texts.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { usePhraseTexts } from '../phrases/phrase-texts.ts';
import { REVIEW } from '../review/review-texts.ts';
import { useWorkTexts } from '../texts.ts';
import { VERSION } from '../version/version-texts.ts';

export type ActionName =
  | IntakeAction
  | AfterAction
  | 'take'
  | 'grant'
  | 'refuse'
  | 'release'
  | 'resubmit'
  | 'pause'
  | 'goOn'
  | 'extend'
  | 'opine'
  | 'answer'
  | 'sendBack'
  | 'takeBack'
  | 'forward'
  | 'assign'
  | 'ask'
  | 'outside'
  | 'urge'
  | 'migrate';
export const ACTION_KEYS: Readonly<Record<ActionName, string>> = {
  take: 't',
  grant: 'g',
  refuse: 'r',
  release: 'b',
  resubmit: 's',
  pause: 'p',
  goOn: 'e',
  extend: 'x',
  opine: 'o',
  answer: 'n',
  sendBack: 'v',
  takeBack: 'u',
  forward: 'w',
  assign: 'a',
  ask: 'q',
  outside: 'f',
  urge: 'h',
  accept: 'y',
  toCorrect: 'c',
  onSpot: 'i',
  reject: 'z',
  record: 'c',
  abandon: 'd',
  confirmChange: 'y',
  dropChange: 'd',
  correctDecision: 'c',
  revoke: 'z',
  reopen: 'n',
  preCheck: 'm',
  see: 'f',
  settle: 's',
  migrate: '0',
};
const ICON: Record<ActionName, IconName> = {
  take: 'inbox',
  grant: 'stamp',
  refuse: 'gavel',
  release: 'back',
  resubmit: 'send',
  pause: 'clock',
  goOn: 'check',
  extend: 'clock',
  opine: 'check',
  answer: 'check',
  sendBack: 'back',
  takeBack: 'refresh',
  forward: 'upload',
  assign: 'user',
  ask: 'question',
  outside: 'pencil',
  urge: 'bell',
  accept: 'check',
  toCorrect: 'pencil',
  onSpot: 'pencil',
  reject: 'gavel',
  record: 'upload',
  abandon: 'cross',
  confirmChange: 'check',
  dropChange: 'cross',
  correctDecision: 'pencil',
  revoke: 'gavel',
  reopen: 'refresh',
  preCheck: 'check',
  see: 'eye',
  settle: 'gavel',
  migrate: 'refresh',
};
const ABILITY: Record<ActionName, string> = {
  take: 'claim',
  grant: 'decide',
  refuse: 'refuse',
  release: 'release',
  resubmit: 'resubmit',
  pause: 'startProcedure',
  goOn: 'endProcedure',
  extend: 'extend',
  opine: 'giveOpinion',
  answer: 'answerOpinion',
  sendBack: 'returnStep',
  takeBack: 'takeBack',
  forward: 'forward',
  assign: 'assign',
  ask: 'askOpinion',
  outside: 'recordOpinion',
  urge: 'urge',
  accept: 'accept',
  toCorrect: 'askCorrection',
  onSpot: 'correctOnSpot',
  reject: 'reject',
  record: 'recordCorrection',
  abandon: 'abandon',
  confirmChange: 'confirmChange',
  dropChange: 'dropChange',
  correctDecision: 'correctDecision',
  revoke: 'revoke',
  reopen: 'reopen',
  preCheck: 'preCheck',
  see: 'seeOriginals',
  settle: 'settleOriginals',
  migrate: 'migrate',
};

/** After the decision. */
export type AfterAction = 'correctDecision' | 'revoke' | 'reopen' | 'confirmChange' | 'dropChange';

/** Before the acceptance. */
export type IntakeAction =
  | 'accept'
  | 'toCorrect'
  | 'onSpot'
  | 'reject'
  | 'record'
  | 'abandon'
  | 'preCheck'
  | 'see'
  | 'settle';

function afterNames(t: (typeof AFTER)['zh']): Record<AfterAction, string> {
  const { correctDecision, revoke, reopen, confirmChange, dropChange } = t;
  return { correctDecision, revoke, reopen, confirmChange, dropChange };
}

/** The server's answer for an action; one it does not name is not allowed. */
export function abilityOf(
  view: CaseView,
  action: ActionName,
): { allowed: boolean; reason?: { zh: string; en: string } } {
  return view.abilities[ABILITY[action]] ?? { allowed: false };
}

/** What may be done, and last the way to a newer version of the item where there is one. */
export function actionsInOrder(view: CaseView): ActionName[] {
  return [...usualActions(view), ...(view.abilities.migrate ? (['migrate'] as const) : [])];
}

/** In the order of likelihood: take what is nobody's; then what the dossier points to; giving back last. What the keeper sent back is sent again, or refused. */
function usualActions(view: CaseView): ActionName[] {
  const led = (['assign', 'urge'] as const).filter((action) => abilityOf(view, action).allowed);
  const settle = view.abilities.settleOriginals ? (['settle'] as const) : [];
  if (String(view.state) === 'closed' && view.abilities.correctDecision)
    return view.abilities.confirmChange
      ? [...settle, 'confirmChange', 'dropChange', 'correctDecision', 'revoke', 'reopen']
      : [...settle, 'correctDecision', 'revoke', 'reopen'];
  const shown = (['see', 'preCheck'] as const).filter((action) => view.abilities[ABILITY[action]] !== undefined);
  if (String(view.state) === 'closed') return [...settle];
  if (String(view.state) === 'originals')
    return abilityOf(view, 'see').allowed
      ? ['see', 'abandon', 'release', 'take']
      : ['take', 'see', 'abandon', 'release'];
  if (String(view.state) === 'intake' && shown.length > 0)
    return abilityOf(view, 'preCheck').allowed
      ? ['preCheck', 'see', 'accept', 'toCorrect', 'onSpot', 'reject', ...led, 'release', 'take']
      : ['take', 'preCheck', 'see', 'accept', 'toCorrect', 'onSpot', 'reject', ...led, 'release'];
  if (String(view.state) === 'intake')
    return abilityOf(view, 'accept').allowed
      ? ['accept', 'toCorrect', 'onSpot', 'reject', ...led, 'release', 'take']
      : ['take', 'accept', 'toCorrect', 'onSpot', 'reject', ...led, 'release'];
  if (String(view.state) === 'correction')
    return abilityOf(view, 'record').allowed
      ? ['record', 'abandon', ...led, 'release', 'take']
      : ['take', 'record', 'abandon', ...led, 'release'];
  if (String(view.state) === 'returned')
    return abilityOf(view, 'resubmit').allowed
      ? ['resubmit', 'refuse', 'release', 'take']
      : ['take', 'resubmit', 'refuse', 'release'];
  if (String(view.state) === 'procedure')
    return abilityOf(view, 'goOn').allowed
      ? ['goOn', 'grant', 'refuse', 'release', 'take']
      : ['take', 'goOn', 'grant', 'refuse', 'release'];
  const unmet = view.conditions.some((one) => one.verdict === 'unmet');
  // a step that does not decide says something; the way back, up and to others shows only to whom it is open
  const opines = view.review?.steps.some((step) => step.state === 'current' && !step.decides) ?? false;
  const decide: ActionName[] = opines ? ['opine'] : unmet ? ['refuse', 'grant'] : ['grant', 'refuse'];
  const others = (['outside', 'answer', 'sendBack', 'takeBack', 'forward', 'ask', 'assign', 'urge'] as const).filter(
    (action) => abilityOf(view, action).allowed,
  );
  const clock: ActionName[] = ['pause', 'extend'];
  return abilityOf(view, 'grant').allowed || abilityOf(view, 'opine').allowed
    ? [...decide, ...others, ...clock, 'release', 'take']
    : ['take', ...decide, ...others, ...clock, 'release'];
}

/** The buttons with their keys; those not allowed stay, grey, and say why. */
export function Actions(props: {
  view: CaseView;
  act: (action: ActionName) => void;
  active: ActionName | undefined;
  /** The act that is under way. */
  doing: ActionName | undefined;
}) {
  const { facts } = useWorkTexts();
  const t = usePhraseTexts();
  const say = useSay();
  const { lang } = useLang();
  const order = actionsInOrder(props.view);
  return (
    <ul className="actions">
      {order.map((action, n) => {
        const { allowed, reason } = abilityOf(props.view, action);
        const why = reason ? say(reason) : '';
        const id = `action-${action}-why`;
        // Grant and refuse are barred for one reason: it is said once, below the second.
        const repeated = order
          .slice(n + 1)
          .some((other) => !abilityOf(props.view, other).allowed && sayOf(other) === why);
        return (
          <li key={action}>
            <button
              type="button"
              className={`action action--${action}${n === 0 && allowed ? ' action--first' : ''}${allowed ? '' : ' action--barred'}`}
              aria-disabled={!allowed || props.doing !== undefined}
              aria-busy={props.doing === action ? true : undefined}
              aria-pressed={props.active === action ? true : undefined}
              aria-describedby={!allowed && why ? id : undefined}
              aria-keyshortcuts={ACTION_KEYS[action].toUpperCase()}
              onClick={() => props.act(action)}
            >
              {props.doing === action ? <span className="turning" /> : <Icon name={ICON[action]} />}
              <span>
                {action === 'refuse' && String(props.view.state) === 'returned' ? facts.withdraw : nameOf(action)}
              </span>
              {allowed && needs(action) && (
                <span className="action__needs" title={needs(action)}>
                  <span aria-hidden="true">{t.needs}</span>
                  <span className="visually-hidden">{needs(action)}</span>
                </span>
              )}
              <kbd>{ACTION_KEYS[action].toUpperCase()}</kbd>
            </button>
            {!allowed && why && (
              <p id={id} className={repeated ? 'visually-hidden' : 'action__why'}>
                {why}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );

  /** How long a reason it needs, before anybody is refused for it. */
  function needs(action: ActionName): string | undefined {
    const length = (REASONS as Partial<Record<ActionName, { least: number; most: number }>>)[action];
    return length && t.needsLength(length.least, length.most);
  }

  function nameOf(action: ActionName): string {
    const own: Partial<Record<ActionName, string>> = {
      ...REVIEW[lang],
      ...afterNames(AFTER[lang]),
      migrate: VERSION[lang].migrate,
    };
    return (facts as Partial<Record<ActionName, string>>)[action] ?? own[action] ?? '';
  }

  function sayOf(action: ActionName): string {
    const { reason } = abilityOf(props.view, action);
    return reason ? say(reason) : '';
  }
}
