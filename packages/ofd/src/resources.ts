import { partXml, resolveLocation } from './read.ts';
import { child, childrenOf, childText, type XmlElement } from './xml-read.ts';

/** A font of the document: embedded bytes if it has them. */
export interface FontResource {
  readonly name: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly serif: boolean;
  readonly data: Uint8Array | undefined;
}

/** A picture, sound or film: its bytes and what the document calls their format. */
export interface MediaResource {
  readonly data: Uint8Array;
  readonly format?: string;
}

/** What page objects refer to, by resource id. Ids stay text: they are only compared. */
export interface Resources {
  readonly fonts: ReadonlyMap<string, FontResource>;
  readonly media: ReadonlyMap<string, MediaResource>;
  readonly drawParams: ReadonlyMap<string, XmlElement>;
  readonly composites: ReadonlyMap<string, XmlElement>;
  readonly colorSpaces: ReadonlyMap<string, XmlElement>;
}

/** Reads resource files (GB/T 33190 §7.9). A file named in one that is missing leaves its entry out. */
export function readResources(parts: ReadonlyMap<string, Uint8Array>, paths: readonly string[]): Resources {
  const fonts = new Map<string, FontResource>();
  const media = new Map<string, MediaResource>();
  const drawParams = new Map<string, XmlElement>();
  const composites = new Map<string, XmlElement>();
  const colorSpaces = new Map<string, XmlElement>();
  for (const path of paths) {
    const res = partXml(parts, path);
    const base = (res.attributes.get('BaseLoc') ?? '').replace(/\/+$/, '');
    const pathOf = (location: string | undefined): string | undefined => {
      if (!location) return undefined;
      const joined = location.startsWith('/') || base === '' ? location : `${base}/${location}`;
      const found = resolveLocation(path, joined);
      return parts.has(found) ? found : undefined;
    };
    for (const font of listed(res, 'Fonts', 'Font')) {
      const file = pathOf(childText(font, 'FontFile'));
      const flag = (name: string) => font.attributes.get(name) === 'true';
      fonts.set(font.attributes.get('ID') ?? '', {
        name: font.attributes.get('FontName') ?? font.attributes.get('FamilyName') ?? '',
        bold: flag('Bold'),
        italic: flag('Italic'),
        serif: flag('Serif'),
        // Unpacked when a page needs it: a long document brings fonts and pictures for all of its pages.
        get data() {
          return file === undefined ? undefined : parts.get(file);
        },
      });
    }
    for (const item of listed(res, 'MultiMedias', 'MultiMedia')) {
      const file = pathOf(childText(item, 'MediaFile'));
      if (file === undefined) continue;
      media.set(item.attributes.get('ID') ?? '', {
        format: item.attributes.get('Format'),
        get data() {
          return parts.get(file)!;
        },
      });
    }
    for (const item of listed(res, 'ColorSpaces', 'ColorSpace')) colorSpaces.set(item.attributes.get('ID') ?? '', item);
    for (const item of listed(res, 'DrawParams', 'DrawParam')) drawParams.set(item.attributes.get('ID') ?? '', item);
    for (const item of listed(res, 'CompositeGraphicUnits', 'CompositeGraphicUnit')) {
      composites.set(item.attributes.get('ID') ?? '', item);
    }
  }
  return { fonts, media, drawParams, composites, colorSpaces };
}

function listed(res: XmlElement, list: string, name: string): XmlElement[] {
  const container = child(res, list);
  return container ? childrenOf(container, name) : [];
}
