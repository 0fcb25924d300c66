import { useComplaintTexts } from './complaint-texts.ts';

/** What else one may do: call, or go against a decision by the ways the law gives. */
export function OtherWays({ phone }: { phone: string | undefined }) {
  const t = useComplaintTexts();
  return (
    <section aria-labelledby="other-ways">
      <h2 id="other-ways">{t.otherWays}</h2>
      <dl className="facts">
        {phone && (
          <>
            <dt>{t.phone}</dt>
            <dd className="tabular">
              <a href={`tel:${phone}`}>{phone}</a>
            </dd>
          </>
        )}
        <dt>{t.hotline}</dt>
        <dd className="tabular">
          <a href="tel:12345">12345</a>
        </dd>
        <dt>{t.appeal}</dt>
        <dd>{t.appealText}</dd>
      </dl>
    </section>
  );
}
