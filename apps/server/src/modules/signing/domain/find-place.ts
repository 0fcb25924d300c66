import type { SigningParty } from '@miaopi/items';
import type { Box } from '@miaopi/ofd';

export interface Place extends Box {
  /** From 0. */
  readonly page: number;
}

/** What a document offers to sign at. */
export interface Document {
  readonly pages: readonly {
    readonly width: number;
    readonly height: number;
    /** Named places of a paper made from the item's layout; centre and size are the designer's. */
    readonly places?: Readonly<Record<string, Box>>;
  }[];
  find(keyword: string): readonly Place[];
}

/** mm a signature picture takes at most; a seal takes its own size, about its centre. */
const size = { width: 42, height: 42 };

/** The first of the designer's places that fits this document, inside its page; undefined when none does. */
export function findPlace(places: SigningParty['places'], document: Document): Place | undefined {
  for (const wanted of places) {
    const found = candidate(wanted, document);
    const page = found && document.pages[found.page];
    if (!found || !page) continue;
    const width = Math.min(found.width, page.width);
    const height = Math.min(found.height, page.height);
    return {
      page: found.page,
      x: clamp(found.x, page.width - width),
      y: clamp(found.y, page.height - height),
      width,
      height,
    };
  }
  return undefined;
}

function candidate(wanted: SigningParty['places'][number], document: Document): Place | undefined {
  if ('element' in wanted) {
    const page = document.pages.findIndex((p) => p.places && Object.hasOwn(p.places, wanted.element));
    const box = document.pages[page]?.places?.[wanted.element];
    return box && { page, ...box };
  }
  if ('keyword' in wanted) {
    // a contract names its parties at the top too: the place to sign is the last
    const at = document.find(wanted.keyword).at(-1);
    return (
      at && {
        page: at.page,
        x: at.x + at.width + (wanted.dx ?? 0) - size.width / 2,
        y: at.y + at.height / 2 + (wanted.dy ?? 0) - size.height / 2,
        ...size,
      }
    );
  }
  const page = wanted.page === 'last' ? document.pages.length - 1 : wanted.page - 1;
  return { page, x: wanted.x - size.width / 2, y: wanted.y - size.height / 2, ...size };
}

function clamp(value: number, most: number): number {
  return Math.round(Math.max(0, Math.min(value, most)) * 1000) / 1000;
}

/** The picture's own size about the middle of its place, smaller when the page leaves no room. */
export function stampIn(
  place: Place,
  picture: { readonly width: number; readonly height: number },
  page: { readonly width: number; readonly height: number },
): Place {
  const width = Math.min(picture.width, page.width);
  const height = Math.min(picture.height, page.height);
  return {
    page: place.page,
    x: clamp(place.x + place.width / 2 - width / 2, page.width - width),
    y: clamp(place.y + place.height / 2 - height / 2, page.height - height),
    width,
    height,
  };
}
