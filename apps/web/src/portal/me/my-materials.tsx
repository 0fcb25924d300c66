import { deleteFile, getFile, listFiles } from '@miaopi/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, useRead } from '../../app/api.ts';
import { formatBytes, formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Empty, Tag } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { FileSeals } from '../materials/file-seals.tsx';
import { ConfirmDelete } from './confirm-delete.tsx';

export function MyMaterials() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const files = useRead(listFiles, {}, { staleTime: 0 });
  const [trouble, setTrouble] = useState<unknown>();
  return (
    <Loaded query={files} shape="list">
      {(data) => (
        <>
          {trouble !== undefined && <Failure error={trouble} />}
          {data.length === 0 ? (
            <Empty icon="file" title={texts.me.noMaterials} text={texts.me.noMaterialsText} />
          ) : (
            <ul className="my-list">
              {data.map((file) => {
                const own = String(file.origin) === 'own';
                return (
                  <li key={file.fileId}>
                    <div>
                      <a href={api.url(getFile, { params: { fileId: file.fileId } })}>{file.name}</a>
                      <p className="quiet tabular">
                        {formatBytes(file.bytes)} · {formatDate(file.at, lang)}
                        {file.usedIn.length > 0 && ` · ${texts.me.usedIn} `}
                        {file.usedIn.map((use, n) => (
                          <span key={use.caseId}>
                            {n > 0 && texts.common.comma}
                            <Link to={`/cases/${use.caseId}`}>{say(use.itemName)}</Link>
                          </span>
                        ))}
                      </p>
                      {own && <FileSeals fileId={file.fileId} brief={!file.mediaType.endsWith('ofd')} />}
                    </div>
                    <div className="button-row">
                      <Tag icon={own ? 'upload' : 'lock'}>{own ? texts.me.own : texts.me.state}</Tag>
                      {file.editable && file.usedIn.length === 0 && (
                        <ConfirmDelete
                          label={file.name}
                          onDelete={async () => {
                            await api.call(deleteFile, { params: { fileId: file.fileId } }).catch(setTrouble);
                            await files.refetch();
                          }}
                        />
                      )}
                    </div>
                  </li>
                );
              })}
            </ul>
          )}
        </>
      )}
    </Loaded>
  );
}
