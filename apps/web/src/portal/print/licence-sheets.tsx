import type { LicencePrint } from '@miaopi/contracts';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { usePrintTexts } from './print-texts.ts';
import { CardBack, EdgeNote, Sheet, SheetPage } from './sheet.tsx';
import { type SheetSize, useSheetSizes } from './sheet-size.ts';

/** A licence on paper of its own size (F112, F146): each page with the note that it is a print-out; a card carries it on its back. */
export function LicenceSheets(props: {
  size: SheetSize;
  /** Addresses of its pages, drawn. */
  pages: readonly string[];
  identifier: string;
  verifyUrl: string;
  print: LicencePrint | undefined;
}) {
  const { size, pages, print } = props;
  const t = usePrintTexts();
  const { lang } = useLang();
  useSheetSizes([size]);
  const at = formatInstant(print?.at ?? new Date(), lang);
  const card = isCard(size);
  return (
    <div className="sheets">
      {pages.map((href, n) => (
        <Sheet key={href} size={size} label={card ? t.front : t.page(n + 1, pages.length)}>
          <SheetPage size={size} href={href} />
          {!card && <EdgeNote size={size} text={t.note(at, print?.no)} />}
        </Sheet>
      ))}
      {card && (
        <Sheet size={size} label={t.back}>
          <CardBack
            size={size}
            title={t.backTitle}
            address={props.verifyUrl}
            label={t.code}
            lines={t.backLines(props.identifier, at, print?.no)}
          />
        </Sheet>
      )}
    </div>
  );
}

export function isCard({ width, height }: SheetSize): boolean {
  return width < 140 && height < 140;
}
