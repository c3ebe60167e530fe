/** A name without the differences that people do not type: case, curly apostrophes, spacing. Names that fold alike are the same name. */
export function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ').trim();
}
