const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** 1980-01-01 00:00, the first moment a ZIP archive knows. */
const TIME = 0
const DATE = 0x21

/** The same archive with every entry's time of writing set back to the beginning, so that equal contents give equal bytes. */
export const resetTimes = (archive: Uint8Array): Uint8Array => {
  const bytes = archive.slice()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new Error("the workbook is not a ZIP archive")
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new Error("the workbook's directory is broken")
    setTime(view, at + 12)
    const local = view.getUint32(at + 42, true)
    if (view.getUint32(local, true) !== LOCAL) throw new Error("the workbook's directory points nowhere")
    setTime(view, local + 10)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return bytes
}

const setTime = (view: DataView, at: number): void => {
  view.setUint16(at, TIME, true)
  view.setUint16(at + 2, DATE, true)
}
