import { listColleagues } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { useLang } from '../../texts/lang.tsx';
import { Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { REVIEW } from './review-texts.ts';

/** Which colleague of the office. @param except who has it already */
export function ColleagueField(props: { value: string; onChange: (id: string) => void; except?: string | undefined }) {
  const { lang } = useLang();
  const words = REVIEW[lang];
  const colleagues = useRead(listColleagues, {}, { staleTime: 60_000 });
  return (
    <Loaded query={colleagues} shape="lines">
      {(data) => (
        <Field label={words.whom}>
          {(c) => (
            <select
              {...c}
              className="input"
              required
              value={props.value}
              onChange={(event) => props.onChange(event.target.value)}
            >
              <option value="">{words.choose}</option>
              {data.officials
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
      )}
    </Loaded>
  );
}
