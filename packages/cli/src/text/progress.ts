/** How far the reading has come: `读取 120/1000 份,每秒 85 份,约剩 11 秒`. In the first second nobody knows how fast it goes. */
export const progressLine = ({
  done,
  total,
  seconds,
}: {
  readonly done: number
  readonly total: number
  readonly seconds: number
}): string => {
  const count = `读取 ${done}/${total} 份`
  if (seconds < 1 || done === 0) return count
  const rate = done / seconds
  const left = Math.ceil((total - done) / rate)
  const speed = rate < 10 ? rate.toFixed(1) : rate.toFixed(0)
  return `${count},每秒 ${speed} 份,约剩 ${left < 100 ? `${left} 秒` : `${Math.ceil(left / 60)} 分钟`}`
}
