import { type LicenceTypeBody, previewLicenceType } from '@miaopi/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../app/api.ts';

/** Milliseconds without a key pressed before the row is drawn anew. */
const pause = 300;

/** What the row would do, asked again shortly after each change; the former answer stays until then. */
export function usePreview(typeCode: string, body: LicenceTypeBody) {
  const [asked, setAsked] = useState(body);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(body), pause);
    return () => clearTimeout(timer);
  }, [body]);
  const query = useQuery({
    queryKey: [previewLicenceType.name, typeCode, asked],
    queryFn: ({ signal }) => api.call(previewLicenceType, { params: { typeCode }, body: { body: asked }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { ...query, behind: asked !== body || query.isFetching };
}
