import { Skeleton } from '@mantine/core'

const widths = ['38%', '52%', '45%', '60%', '41%', '55%', '48%', '36%']

/** Grey lines while the first leads load. */
export function LeadsPlaceholder() {
  return (
    <div aria-busy="true" aria-label="Loading leads" role="status">
      {widths.map((width) => (
        <Skeleton key={width} height={14} width={width} my={26} />
      ))}
    </div>
  )
}
