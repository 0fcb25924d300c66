import { partXml, resolveLocation } from './read.ts';
import { child, childrenOf, childText, type XmlElement } from './xml-read.ts';

/** A font of the document: embedded bytes if it has them. */
export interface FontResource {
  readonly name: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly serif: boolean;
  readonly data?: Uint8Array;
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
    const fileOf = (location: string | undefined): Uint8Array | undefined => {
      if (!location) return undefined;
      const joined = location.startsWith('/') || base === '' ? location : `${base}/${location}`;
      return parts.get(resolveLocation(path, joined));
    };
    for (const font of listed(res, 'Fonts', 'Font')) {
      const flag = (name: string) => font.attributes.get(name) === 'true';
      fonts.set(font.attributes.get('ID') ?? '', {
        name: font.attributes.get('FontName') ?? font.attributes.get('FamilyName') ?? '',
        bold: flag('Bold'),
        italic: flag('Italic'),
        serif: flag('Serif'),
        data: fileOf(childText(font, 'FontFile')),
      });
    }
    for (const item of listed(res, 'MultiMedias', 'MultiMedia')) {
      const data = fileOf(childText(item, 'MediaFile'));
      if (data) media.set(item.attributes.get('ID') ?? '', { data, format: item.attributes.get('Format') });
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
