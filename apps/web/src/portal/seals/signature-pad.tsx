import { type PointerEvent, useRef } from 'react';

/** Points [x, y, milliseconds since the first point of all]. */
export type Stroke = readonly (readonly [number, number, number])[];

/** A writing area: pointer strokes in units of its own width × height, drawn as they come. */
export function SignaturePad(props: {
  width: number;
  height: number;
  strokes: readonly Stroke[];
  onChange: (strokes: readonly Stroke[]) => void;
  label: string;
}) {
  const { width, height, strokes, onChange } = props;
  const began = useRef<number | undefined>(undefined);
  const writing = useRef(false);
  const pointOf = (event: PointerEvent<SVGSVGElement>): readonly [number, number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    began.current ??= event.timeStamp;
    const inside = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most) * 10) / 10;
    return [
      inside(((event.clientX - box.left) / box.width) * width, width),
      inside(((event.clientY - box.top) / box.height) * height, height),
      Math.round(event.timeStamp - began.current),
    ];
  };
  return (
    <svg
      className="signature-pad"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={props.label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        writing.current = true;
        onChange([...strokes, [pointOf(event)]]);
      }}
      onPointerMove={(event) => {
        if (!writing.current) return;
        const last = strokes.at(-1) ?? [];
        if (last.length < 3000) onChange([...strokes.slice(0, -1), [...last, pointOf(event)]]);
      }}
      onPointerUp={() => {
        writing.current = false;
      }}
      onPointerCancel={() => {
        writing.current = false;
      }}
    >
      <line x1="24" y1={height - 48} x2={width - 24} y2={height - 48} className="signature-pad__line" />
      {strokes.map((stroke, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes are only added and taken at the end
        <path key={n} d={stroke.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
      ))}
    </svg>
  );
}
