import { Menu } from '@mantine/core'
import { IconCheck, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { errorText } from '../errors.ts'
import * as texts from '../texts/leads-views.ts'
import type { LeadView } from '../trpc.ts'
import { type LeadsSearch, readLeadsSearch } from './leads-search.ts'
import { SaveViewDialog } from './save-view-dialog.tsx'
import type { CurrentView } from './use-current-view.ts'
import { useViews } from './use-views.tsx'
import { ViewButton } from './view-button.tsx'
import { type Current, stateOf } from './view-match.ts'
import styles from './view-menu.module.css'

type Props = { search: LeadsSearch; view: CurrentView }

/** The views that somebody keeps and those that others share; what is on the screen can be kept as one. */
export function ViewMenu({ search, view }: Props) {
  const { views, error, isPending, current, keep } = view
  // What is edited: a view that is there, or null for a new one.
  const [edited, setEdited] = useState<{ view: LeadView | null } | null>(null)
  const { save, remove } = useViews()
  const mine = views.filter(({ isMine }) => isMine)
  const shared = views.filter(({ isMine }) => !isMine)
  const state = stateOf(search)

  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ViewButton current={current} />
        </Menu.Target>
        <Menu.Dropdown className={styles['dropdown'] ?? ''}>
          <Views label={texts.mine} views={mine} current={current} />
          <Views label={texts.sharedByOthers} views={shared} current={current} />
          {views.length === 0 && (
            <Menu.Label>
              {isPending ? texts.loading : error === null ? texts.noneYet : errorText(error)}
            </Menu.Label>
          )}
          <Menu.Divider />
          {current?.isModified === true && (
            <>
              {current.view.isMine && (
                <Menu.Item onClick={() => save({ ...current.view, state })}>
                  {texts.update(current.view.name)}
                </Menu.Item>
              )}
              <ViewLink view={current.view}>{texts.backTo(current.view.name)}</ViewLink>
            </>
          )}
          <Menu.Item onClick={() => setEdited({ view: null })}>{texts.saveNewMore}</Menu.Item>
          {current?.view.isMine === true && (
            <>
              <Menu.Item onClick={() => setEdited({ view: current.view })}>
                {texts.renameMore}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash size={14} aria-hidden />}
                onClick={() => remove(current.view)}
              >
                {texts.remove}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog
        edited={edited}
        state={state}
        onClose={() => setEdited(null)}
        onSaved={keep}
      />
    </>
  )
}

type ViewsProps = { label: string; views: LeadView[]; current: Current }

function Views({ label, views, current }: ViewsProps) {
  if (views.length === 0) return null
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {views.map((view) => (
        <ViewLink key={view.id} view={view} isCurrent={view.id === current?.view.id}>
          <span className={styles['view']}>
            <span className="cut">{view.name}</span>
            <span className="muted small">
              {view.isMine ? view.isShared && texts.isShared : texts.by(view.by)}
            </span>
          </span>
        </ViewLink>
      ))}
    </>
  )
}

type LinkProps = { view: LeadView; isCurrent?: boolean; children: React.ReactNode }

function ViewLink({ view, isCurrent = false, children }: LinkProps) {
  return (
    <Menu.Item
      rightSection={isCurrent && <IconCheck size={14} aria-hidden />}
      aria-current={isCurrent || undefined}
      renderRoot={(props) => <Link to="/leads" search={readLeadsSearch(view.state)} {...props} />}
    >
      {children}
    </Menu.Item>
  )
}
