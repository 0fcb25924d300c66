import { proposeRevocation } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { useAfterTexts } from '../../portal/cases/after-texts.ts';
import { useSay } from '../../texts/lang.tsx';
import { DaysField } from '../../ui/day-fields.tsx';
import { Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';

/** 撤销、撤回、注销: on one of the grounds of the law; the holder is told first where the law asks for it. */
export function RevokeDialog(props: CaseDialog) {
  const { view } = props;
  const t = useAfterTexts();
  const say = useSay();
  const grounds = view.after?.grounds ?? [];
  const [ground, setGround] = useKept(view.id, 'revoke.ground', grounds[0]?.id ?? '');
  const [days, setDays] = useKept(view.id, 'revoke.days', '5');
  const [reason, setReason] = useKept(view.id, 'revoke.reason', '');
  const chosen = grounds.find((one) => one.id === ground);
  const said = { ground, reason: reason.trim(), days: Number(days) };
  return (
    <ActDialog
      {...props}
      name="revoke"
      title={t.revokeTitle}
      label={t.revokeSend}
      kind="danger"
      send={(requestId) => api.call(proposeRevocation, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <Field label={t.ground} hint={chosen && `《${chosen.law}》${chosen.article}`}>
        {(control) => (
          <select {...control} className="input" value={ground} onChange={(event) => setGround(event.target.value)}>
            {grounds.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.ending)} · {say(one.text)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen && <p className="quiet">{chosen.told ? t.told(say(chosen.ending)) : t.notTold}</p>}
      {chosen?.told && (
        <DaysField label={t.days} hint={t.daysHint} least={5} most={30} value={days} onChange={setDays} />
      )}
      <ReasonField label={t.reason} hint={t.reasonHint} least={4} longest={1000} value={reason} onChange={setReason} />
    </ActDialog>
  );
}
