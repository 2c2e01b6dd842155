import { Button, type ButtonProps } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'

/** What a button of Mantine takes beside its looks. */
export type OwnButtonProps = Omit<React.ComponentProps<'button'>, keyof ButtonProps>

type Props = OwnButtonProps & ButtonProps

/** The button of a menu: it points down. */
export function MenuButton({ children, ...button }: Props) {
  return (
    <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />} {...button}>
      {children}
    </Button>
  )
}
