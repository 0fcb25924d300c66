import type { Draft } from '@miaopi/contracts';
import type { CompiledCore } from '@miaopi/items';
import { useState } from 'react';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Button, Notice, Pause } from '../../ui/kit.tsx';
import { WithdrawConsent } from '../me/withdraw-consent.tsx';
import type { FormEngine } from './engine.ts';
import { VERDICT_ICON } from './verdict-icon.ts';

/** Reasons in one line; a beginning they share ("尚不知道：") is said once. */
function once(reasons: readonly string[]): string {
  const [first = ''] = reasons;
  const lead = /^.{1,20}?[：:]\s?/.exec(first)?.[0];
  if (!lead || !reasons.every((one) => one.startsWith(lead))) return reasons.join('；');
  return lead + reasons.map((one) => one.slice(lead.length)).join(/^[\u0020-\u007e]*$/.test(lead) ? ', ' : '、');
}

/** The conditions of the decision, turning from unknown to met while one types; and who has been asked. */
export function Companion(props: {
  core: CompiledCore;
  engine: FormEngine;
  lookups: Draft['lookups'];
  looking: boolean;
  onLookUp: () => void;
  slug: string;
  itemName: string;
  onWithdrawn: () => void;
}) {
  const texts = useTexts();
  const say = useSay();
  const { preview } = props.engine;
  const [narrowOpen, setNarrowOpen] = useState(false);
  const words: Record<string, string> = {
    met: texts.apply.met,
    unmet: texts.apply.unmet,
    unknown: texts.apply.unknown,
    'not-applicable': texts.apply.notApplicable,
  };
  // What is asked only once the application is filed is nothing the person could still do.
  const later = new Set(
    props.core.evidence.filter(({ evidence }) => evidence.when === 'submit').map(({ evidence }) => evidence.name),
  );
  const laterLabels = props.core.evidence.flatMap(({ evidence }) =>
    later.has(evidence.name) ? [say(evidence.label)] : [],
  );
  const askedLater = (because: readonly string[]) =>
    because.length > 0 && because.every((one) => laterLabels.some((label) => one.includes(label)));
  const unavailable = props.lookups.filter((one) => String(one.status) === 'unavailable');
  const askable = props.lookups.some((one) => String(one.status) === 'unavailable');
  const applying = (preview?.conditions ?? []).filter((one) => one.verdict !== 'not-applicable');
  const unmet = applying.some((one) => one.verdict === 'unmet');
  const unknown = applying.some((one) => one.verdict === 'unknown');
  return (
    <aside className={`companion card${narrowOpen ? ' companion--open' : ''}`} aria-label={texts.apply.companion}>
      <button
        type="button"
        className="companion__head"
        aria-expanded={narrowOpen}
        onClick={() => setNarrowOpen(!narrowOpen)}
      >
        <span className="companion__title">{texts.apply.companion}</span>
        {preview && preview.of > 0 && (
          <span className="companion__count tabular">{texts.apply.companionCount(preview.met, preview.of)}</span>
        )}
        <Icon name="down" />
      </button>
      <div className="companion__body">
        <p className="quiet">{texts.apply.companionIntro}</p>
        {applying.length > 0 && (
          <>
            <ul className="verdicts">
              {applying.map((one) => {
                const because = one.because.map(say);
                const waits = one.verdict === 'unknown' && askedLater(because);
                return (
                  <li key={one.id} className={`verdict verdict--${one.verdict}`}>
                    <Icon name={waits ? 'clock' : (VERDICT_ICON[one.verdict] ?? 'question')} />
                    <div>
                      <p>
                        {say(one.text)}{' '}
                        <strong className="verdict__word">
                          {waits ? texts.apply.askedOnFiling : words[one.verdict]}
                        </strong>
                      </p>
                      {one.verdict === 'unknown' && !waits && because.length > 0 && (
                        <p className="quiet">{once(because)}</p>
                      )}
                      {one.remedy && !waits && <p className="quiet">{say(one.remedy)}</p>}
                    </div>
                  </li>
                );
              })}
            </ul>
            <p className="companion__outlook" role="status">
              {unmet ? texts.apply.someUnmet : unknown ? texts.apply.someUnknown : texts.apply.allMet}
            </p>
          </>
        )}
        {props.lookups.length > 0 && (
          <>
            <h2 className="companion__sub">{texts.apply.lookups}</h2>
            <ul className="companion__lookups">
              {props.lookups.map((one) => (
                <li key={one.name}>
                  <span>{say(one.label)}</span>
                  <Pause />
                  <span className={`lookup lookup--${one.status}`}>
                    <Icon
                      name={
                        ({ found: 'check', none: 'info', unavailable: 'warn' } as Record<string, IconName>)[
                          String(one.status)
                        ] ?? 'clock'
                      }
                    />
                    {later.has(one.name) && String(one.status) === 'not-asked'
                      ? texts.apply.askedOnFiling
                      : texts.apply.lookupStates[String(one.status)]}
                  </span>
                </li>
              ))}
            </ul>
            {unavailable.length > 0 && (
              <Notice tone="waiting">
                <p>
                  {texts.apply.lookupUnavailable(
                    [...new Set(unavailable.map((one) => say(one.office)))].join(texts.common.comma),
                  )}
                </p>
              </Notice>
            )}
            {askable && (
              <Button icon="refresh" onClick={props.onLookUp} aria-disabled={props.looking}>
                {props.looking ? texts.common.loading : texts.apply.lookupAgain}
              </Button>
            )}
            <p className="companion__consent quiet">
              {texts.consent.given}{' '}
              <WithdrawConsent slug={props.slug} itemName={props.itemName} onWithdrawn={props.onWithdrawn} />
            </p>
          </>
        )}
      </div>
    </aside>
  );
}
