import { changeSealGrant, decideSealGrant, listSealGrants, type SealGrant } from '@miaopi/contracts';
import { useState } from 'react';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, Empty, More, Tag, type Tone } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useItemName } from '../app/use-item-names.ts';
import { ActDialog } from './act-dialog.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

const tones: Readonly<Record<SealGrant['state'], Tone>> = {
  proposed: 'waiting',
  'in-force': 'ok',
  suspended: 'waiting',
  ended: 'plain',
  refused: 'danger',
  withdrawn: 'plain',
};

/** Grants to the machine with what they rest on; one proposes, another confirms. */
export function GrantsPage() {
  const t = useT();
  const roles = useMe()?.staff?.roles ?? [];
  const list = useRead(listSealGrants);
  const [proposing, setProposing] = useState(false);
  return (
    <Page title={t('grants')} lead={t('grantsLead')}>
      {roles.includes('seal-keeper') && (
        <div className="button-row">
          <Button kind="primary" icon="plus" onClick={() => setProposing(true)}>
            {t('propose')}
          </Button>
        </div>
      )}
      <Loaded query={list} shape="list">
        {(all) =>
          all.length === 0 ? (
            <Empty icon="shield" title={t('noGrants')} text={t('noGrantsText')} />
          ) : (
            <ul className="seal-list">
              {all.map((g) => (
                <GrantRow key={g.id} grant={g} roles={roles} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {proposing && <GrantDialog onClose={() => setProposing(false)} />}
    </Page>
  );
}

type Doing = 'confirm' | 'refuse' | 'suspend' | 'resume' | 'withdraw';

function GrantRow({ grant: g, roles }: { grant: SealGrant; roles: readonly string[] }) {
  const t = useT();
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const itemName = useItemName();
  const { act, error, busy, clear } = useAct();
  const [doing, setDoing] = useState<Doing>();
  const auditor = roles.includes('security-auditor');
  const names: Readonly<Record<Doing, string>> = {
    confirm: t('confirmGrant'),
    refuse: t('refuseGrant'),
    suspend: t('pause'),
    resume: t('resume'),
    withdraw: t('withdraw'),
  };
  const possible: Doing[] = [
    ...(g.state === 'proposed' && auditor && !g.mine ? (['confirm', 'refuse'] as const) : []),
    ...(g.state === 'in-force' ? (['suspend'] as const) : []),
    ...(g.state === 'suspended' && auditor ? (['resume'] as const) : []),
    ...(g.state === 'in-force' || g.state === 'suspended' ? (['withdraw'] as const) : []),
  ];
  const { assessment: a } = g;
  return (
    <li className="card seal-row">
      <div>
        <h2>
          <span className="unit">{g.sealName}</span> <span className="unit">→ {itemName(g.slug)}</span>
        </h2>
        <p className="quiet tabular">
          {formatDate(g.validFrom, lang)} – {formatDate(g.validTo, lang)} · {t('uses')} {g.uses}
          {g.maxUses !== undefined && ` / ${g.maxUses}`} · {g.grantee === 'system' ? t('machine') : g.grantee}
        </p>
        <p className="quiet">
          {t('proposedBy')} {g.proposedBy}
          {g.confirmedBy && ` · ${t('confirmedBy')} ${g.confirmedBy}`}
          {g.note && ` · ${g.note}`}
        </p>
        <More
          summary={`${t('assessment')}${a.likelihood && a.impact ? ` · ${t('score')} ${a.likelihood} × ${a.impact} = ${a.likelihood * a.impact}` : ''}`}
        >
          <ul className="bullets">
            {a.risks.map((r, i) => (
              <li key={r.zh}>
                {say(r)}
                {a.measures[i] && <span className="quiet"> — {say(a.measures[i])}</span>}
              </li>
            ))}
          </ul>
          {a.method && (
            <p className="quiet">
              {t('method')}
              {texts.common.colon}
              <span lang="zh-CN">{a.method}</span>
            </p>
          )}
        </More>
      </div>
      <div className="seal-row__acts">
        <Tag tone={tones[g.state]}>{say(g.stateName)}</Tag>
        <div className="button-row">
          {possible.map((one) => (
            <Button key={one} kind={one === 'confirm' ? 'primary' : 'plain'} onClick={() => setDoing(one)}>
              {names[one]}
            </Button>
          ))}
        </div>
      </div>
      {doing && (
        <ActDialog
          title={`${names[doing]} · ${itemName(g.slug)}`}
          asks={['reason']}
          busy={busy}
          error={error}
          onClose={() => {
            clear();
            setDoing(undefined);
          }}
          onSend={async ({ reason }) => {
            const params = { grantId: g.id };
            const done =
              doing === 'confirm' || doing === 'refuse'
                ? await act(decideSealGrant, { params, body: { confirm: doing === 'confirm', reason } })
                : await act(changeSealGrant, { params, body: { change: doing, reason } });
            if (done) setDoing(undefined);
          }}
        />
      )}
    </li>
  );
}
