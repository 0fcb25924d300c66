import { listColleagues } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { useLang } from '../../texts/lang.tsx';
import { Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { REVIEW } from './review-texts.ts';

/** Which colleague of the office. It stands from the beginning, so that a dialog has its first field where the focus goes. @param except who has it already */
export function ColleagueField(props: { value: string; onChange: (id: string) => void; except?: string | undefined }) {
  const { lang } = useLang();
  const words = REVIEW[lang];
  const colleagues = useRead(listColleagues, {}, { staleTime: 60_000 });
  const officials = colleagues.data?.officials ?? [];
  if (colleagues.error && !colleagues.data)
    return <Failure error={colleagues.error} retry={() => colleagues.refetch()} />;
  return (
    <Field label={words.whom}>
      {(c) => (
        <select
          {...c}
          className="input"
          required
          aria-busy={colleagues.data === undefined}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          <option value="">{words.choose}</option>
          {officials
            .filter(
              (one) =>
                one.roles.some((role) => role === 'approver' || role === 'acceptor') && one.name !== props.except,
            )
            .map((one) => (
              <option key={one.id} value={one.id}>
                {`${one.name} ${one.number}`}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}
