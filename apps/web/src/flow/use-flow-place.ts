import { useLocation, useNavigate } from 'react-router';

/** A step as it stands in the picture, or in the line of time. */
export interface Place {
  readonly kind: 'flow' | 'time';
  readonly id: string;
}

/** The step that was asked for last stands in the address, so that picture and line of time mark the same one. */
export function useFlowPlace() {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const at = /^#(?:flow|time)-(.+)$/.exec(decodeURIComponent(hash))?.[1];
  return {
    at,
    go({ kind, id }: Place) {
      navigate({ search, hash: `${kind}-${id}` }, { replace: true, preventScrollReset: true });
      const found = document.getElementById(`${kind}-${id}`);
      found?.scrollIntoView({ block: 'center' });
      found?.focus({ preventScroll: true });
    },
  };
}
