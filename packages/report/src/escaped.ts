const special = /[&<>"]/g
const entities: { readonly [sign: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** A text as XML has it. */
export const escaped = (text: string): string => text.replace(special, (sign) => entities[sign] ?? sign)
