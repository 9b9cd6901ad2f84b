/** RFC 4180 rows, read by other means than those that wrote them. */
export function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, comma, quoted, plain, end] of text.replace(/^\uFEFF/, "").matchAll(/(,|^|(?<=\n))(?:"((?:[^"]|"")*)"|([^",\r\n]*))(\r?\n|$)?/g)) {
    if (comma === "" && row.length === 0 && quoted === undefined && plain === "" && end === undefined) continue;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === undefined) continue;
    rows.push(row);
    row = [];
  }
  return rows.filter((cells) => cells.length > 1);
}
