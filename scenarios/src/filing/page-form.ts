/** What a page of the department was sent: its fields, and the files chosen. */
export interface PageForm {
  readonly fields: Readonly<Record<string, string>>;
  /** By the field they are for. */
  readonly files: Readonly<Record<string, { readonly name: string; readonly type: string; readonly data: Buffer }>>;
}

/** A form as a browser posts it, with files or without. */
export async function readPageForm(body: Buffer, type: string | undefined): Promise<PageForm> {
  if (!type?.startsWith('multipart/form-data'))
    return { fields: Object.fromEntries(new URLSearchParams(body.toString('utf8'))), files: {} };
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const fields: Record<string, string> = {};
  const files: Record<string, { name: string; type: string; data: Buffer }> = {};
  for (const [key, value] of form)
    if (typeof value === 'string') fields[key] = value;
    else if (value.size > 0)
      files[key] = { name: value.name, type: value.type, data: Buffer.from(await value.arrayBuffer()) };
  return { fields, files };
}
