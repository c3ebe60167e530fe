import { useEffect } from 'react';

/** Says in the title of the window where one is, the nearest place first; what is not known yet is left out. */
export function useTitle(...places: readonly (string | undefined)[]): void {
  const title = [...places.filter((place) => place !== undefined), 'cyclr-gateway'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
