import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** Addresses outside /work belong to the portal: the browser fetches that page. */
export function ElsewhereOnSite() {
  const { pathname, search } = useLocation();
  useEffect(() => {
    window.location.replace(pathname + search);
  }, [pathname, search]);
  return <main id="main" className="page" />;
}
