import { useQuery } from '@tanstack/react-query';

/** A QR code as one path; the encoder comes when first needed. `place` sets it into another drawing. */
export function QrCode(props: {
  text: string;
  label: string;
  place?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}) {
  const { text, label } = props;
  const code = useQuery({
    queryKey: ['qr', text],
    staleTime: Number.POSITIVE_INFINITY,
    // drawn here, also while there is no network
    networkMode: 'always',
    queryFn: async () => {
      const { create } = await import('qrcode/lib/core/qrcode.js');
      const { modules } = create(text, { errorCorrectionLevel: 'M' });
      let path = '';
      for (let y = 0; y < modules.size; y++)
        for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
      return { size: modules.size, path };
    },
  });
  const size = (code.data?.size ?? 25) + 8;
  return (
    <svg
      className="qr"
      viewBox={`-4 -4 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      {...props.place}
    >
      <rect x="-4" y="-4" width={size} height={size} fill="#fff" />
      <path d={code.data?.path ?? ''} fill="#111a24" />
    </svg>
  );
}
