import { useWorkTexts } from '../texts.ts';

/** The shape of a case file before it is there. */
export function CaseSkeleton() {
  const { file } = useWorkTexts();
  return (
    <div role="status" className="case-skeleton">
      <h1 className="visually-hidden">{file.loading}</h1>
      <span className="skeleton skeleton--title" />
      <span className="skeleton case-skeleton__clock" />
      {[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (
        <span key={n} className="skeleton case-skeleton__row" />
      ))}
    </div>
  );
}
