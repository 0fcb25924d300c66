import type { ReactNode } from 'react';
import { QrCode } from '../licences/qr-code.tsx';
import { type SheetSize, sizeName } from './sheet-size.ts';
import './sheet.css';

/** One side of paper, drawn in millimetres: as wide as there is room on the screen, as large as it is on paper. */
export function Sheet(props: { size: SheetSize; label: string; children: ReactNode }) {
  const { width, height } = props.size;
  return (
    <section className={`sheet ${sizeName(props.size)}`} aria-label={props.label}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
        <rect width={width} height={height} fill="#fff" />
        {props.children}
      </svg>
    </section>
  );
}

/** The page itself; `reduced` keeps this many mm at the foot free. */
export function SheetPage({ size, href, reduced = 0 }: { size: SheetSize; href: string; reduced?: number }) {
  return <image href={href} width={size.width} height={size.height - reduced} preserveAspectRatio="xMidYMin meet" />;
}

/** A line at the lower edge, below what the template prints; as large as fits, 2.3 mm at most. */
export function EdgeNote({ size, text }: { size: SheetSize; text: string }) {
  const letter = Math.min(2.3, (size.width - 8) / lengthOf(text));
  return (
    <text x={size.width / 2} y={size.height - 3} fontSize={letter} textAnchor="middle" className="sheet__note">
      {text}
    </text>
  );
}

/** mm at the foot that `FootNote` takes. */
export const footHeight = 16;

/** The code and the lines beside it, across the foot of the page; no code while there is no address. */
export function FootNote(props: {
  size: SheetSize;
  address: string | undefined;
  label: string;
  lines: readonly string[];
}) {
  const { size, lines } = props;
  const top = size.height - footHeight;
  const letter = Math.min(2.5, (size.width - 36) / Math.max(...lines.map(lengthOf)));
  return (
    <>
      <rect y={top} width={size.width} height={footHeight} fill="#fff" />
      {props.address && (
        <QrCode text={props.address} label={props.label} place={{ x: 10, y: top, width: 13, height: 13 }} />
      )}
      {lines.map((line, n) => (
        <text key={line} x={26} y={top + 3.8 + n * 3.8} fontSize={letter} className="sheet__note">
          {line}
        </text>
      ))}
    </>
  );
}

/** The back of a card: what it is, the code large enough to scan, the lines below it. */
export function CardBack(props: {
  size: SheetSize;
  title: string;
  address: string;
  label: string;
  lines: readonly string[];
}) {
  const { width, height } = props.size;
  const letter = Math.min(2.3, (width - 8) / Math.max(...props.lines.map(lengthOf)));
  const foot = height - 3 - (props.lines.length - 1) * 3.4;
  const code = Math.min(foot - 14, 26);
  return (
    <>
      <text x={width / 2} y={8} fontSize={4} textAnchor="middle" className="sheet__title">
        {props.title}
      </text>
      <QrCode
        text={props.address}
        label={props.label}
        place={{ x: (width - code) / 2, y: 10.5, width: code, height: code }}
      />
      {props.lines.map((line, n) => (
        <text key={line} x={width / 2} y={foot + n * 3.4} fontSize={letter} textAnchor="middle" className="sheet__note">
          {line}
        </text>
      ))}
    </>
  );
}

/** In letters as wide as high: a Latin one is about half of that. */
function lengthOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) < 0x2e80 ? 0.56 : 1), 0);
}
