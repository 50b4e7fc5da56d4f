/** Settings: the pipelines of opportunities and tickets, each with its own stages, what they mean, and when a record stays too long. */
import { Alert, Button, Checkbox, Menu, SegmentedControl, TextInput } from "@mantine/core";
import { DndContext, closestCenter } from "@dnd-kit/core";
import { SortableContext, arrayMove, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Option } from "../../../model/define.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { PIPELINE_FIELD } from "../../../model/stages.ts";
import { fieldOf, useModule } from "../../../web/api/modules.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { LANGUAGE_NAMES, useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { changeField, useChange } from "./customisation-api.ts";
import { LabelsInput } from "./labels-input.tsx";
import { draftOf, pipelineBody, stageBody, withPipeline, withStage } from "./pipelines-model.ts";
import type { PipelinesDraft } from "./pipelines-model.ts";
import { SortableLine, useDragSensors } from "./sortable.tsx";
import { StageLine, useLanguages, type StageNumber } from "./stage-line.tsx";
import classes from "./customisation.module.css";

const MODULES = ["opportunities", "tickets"] as const;

export function PipelinesScreen() {
  const t = useT();
  const text = useLabel();
  const modules = { opportunities: useModule("opportunities"), tickets: useModule("tickets") };
  const [name, setName] = useState<(typeof MODULES)[number]>("opportunities");
  const module = modules[name];
  // What comes from the server begins the editor anew, but not while it saves, nor where that failed: nothing typed is lost.
  const key = `${name} ${module.registry_version}`;
  const [held, hold] = useState<string>();
  const [pipeline, stage] = [fieldOf(module, PIPELINE_FIELD), fieldOf(module, module.stageField ?? "")];
  return (
    <div className={classes["screen"]}>
      <p className={classes["soft"]}>{t("pipelines.intro")}</p>
      <SegmentedControl
        size="xs"
        style={{ alignSelf: "flex-start" }}
        aria-label={t("pipelines.module")}
        data={MODULES.map((value) => ({ value, label: text(modules[value].label) }))}
        value={name}
        onChange={(value) => {
          hold(undefined);
          setName(value === "tickets" ? "tickets" : "opportunities");
        }}
      />
      {pipeline && stage && (
        <PipelinesEditor
          key={held ?? key}
          {...{ module, pipeline, stage }}
          onSaving={() => hold(held ?? key)}
          onSaved={() => hold(undefined)}
        />
      )}
    </div>
  );
}

interface EditorProps {
  readonly module: DescribedModule;
  readonly pipeline: DescribedField;
  readonly stage: DescribedField;
  readonly onSaving: () => void;
  readonly onSaved: () => void;
}
function PipelinesEditor({ module, pipeline, stage, onSaving, onSaved }: EditorProps) {
  const t = useT();
  const text = useLabel();
  const [draft, setDraft] = useState(() => draftOf(pipeline, stage));
  const [current, open] = useState(draft.usual);
  const [adding, setAdding] = useState("");
  const chosen = draft.pipelines.find(({ value }) => value === current) ?? draft.pipelines[0];
  const save = useChange(async (next: PipelinesDraft) => {
    await changeField(module.name, pipeline.name, pipelineBody(next, pipeline));
    await changeField(module.name, stage.name, stageBody(next));
  });
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(pipeline, stage));
  const add = (): void => {
    if (adding.trim() === "") return;
    const made = withPipeline(draft, adding.trim());
    setDraft(made.draft);
    open(made.value);
    setAdding("");
  };
  if (!chosen) return null;
  const change = (part: Partial<Option>): void =>
    setDraft({ ...draft, pipelines: draft.pipelines.map((each) => (each.value === chosen.value ? { ...each, ...part } : each)) });
  return (
    <>
      <div className={classes["bar"]}>
        <SegmentedControl
          size="xs"
          aria-label={t("board.pipeline")}
          data={draft.pipelines.map(({ value, label }) => ({ value, label: text(label) }))}
          value={chosen.value}
          onChange={open}
        />
        <TextInput
          size="xs"
          aria-label={t("pipelines.new")}
          placeholder={t("pipelines.new")}
          maxLength={60}
          value={adding}
          onChange={(event) => setAdding(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} disabled={adding.trim() === ""} onClick={add}>
          {t("pipelines.add")}
        </Button>
      </div>
      {save.error && (
        <Alert color="red" variant="light" role="alert">
          {isProblem(save.error) ? (save.error.errors[0]?.message ?? errorText(save.error, t)) : errorText(save.error, t)}
        </Alert>
      )}
      <LabelsInput
        label={t("pipelines.name")}
        value={chosen.label}
        onChange={(label) => change({ label: { ...chosen.label, ...label } })}
      />
      <Checkbox
        size="sm"
        label={t("pipelines.usual")}
        checked={draft.usual === chosen.value}
        disabled={draft.usual === chosen.value}
        onChange={() => setDraft({ ...draft, usual: chosen.value })}
      />
      <Stages module={module} stage={stage.name} draft={draft} pipeline={chosen.value} onChange={setDraft} />
      <div className={classes["foot"]}>
        {draft.pipelines.length > 1 && draft.usual !== chosen.value && (
          <Button
            variant="subtle"
            color="red"
            mr="auto"
            onClick={() => setDraft({ ...draft, pipelines: draft.pipelines.filter(({ value }) => value !== chosen.value) })}
          >
            {t("pipelines.remove")}
          </Button>
        )}
        <Button
          disabled={!dirty}
          loading={save.isPending}
          onClick={() => {
            onSaving();
            save.mutate(draft, {
              onSuccess: () => {
                showToast({ message: t("settings.saved") });
                onSaved();
              },
            });
          }}
        >
          {t("action.save")}
        </Button>
      </div>
    </>
  );
}

interface StagesProps {
  readonly module: DescribedModule;
  readonly stage: string;
  readonly draft: PipelinesDraft;
  readonly pipeline: string;
  readonly onChange: (draft: PipelinesDraft) => void;
}
function Stages({ module, stage, draft, pipeline, onChange }: StagesProps) {
  const t = useT();
  const text = useLabel();
  const sensors = useDragSensors();
  const languages = useLanguages();
  const [adding, setAdding] = useState("");
  const order = draft.order[pipeline] ?? [];
  const reorder = (next: readonly string[]): void => onChange({ ...draft, order: { ...draft.order, [pipeline]: next } });
  const set = (value: string, part: Partial<Option>): void =>
    onChange({ ...draft, stages: draft.stages.map((each) => (each.value === value ? { ...each, ...part } : each)) });
  const setNumber = (value: string, name: StageNumber, number: number | undefined): void =>
    onChange({
      ...draft,
      stages: draft.stages.map((each) => {
        if (each.value !== value) return each;
        const { [name]: _was, ...rest } = each;
        return number === undefined ? rest : { ...rest, [name]: number };
      }),
    });
  const others = draft.stages.filter(({ value, active }) => active !== false && !order.includes(value));
  const add = (): void => {
    if (adding.trim() === "") return;
    onChange(withStage(draft, pipeline, adding.trim()));
    setAdding("");
  };
  return (
    <fieldset className={classes["form"]} style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className={classes["soft"]}>{t("pipelines.stages")}</legend>
      <div className={`${classes["stage"]} ${classes["stages-head"]}`} aria-hidden>
        <span />
        {languages.map((each, i) => (
          <span key={each}>{i === 0 ? t("pipelines.name") : LANGUAGE_NAMES[each]}</span>
        ))}
        <span>{t("customisation.outcome")}</span>
        <span>{t("customisation.probability")}</span>
        <span title={t("pipelines.within-text")}>{t("pipelines.within-head")}</span>
        <span title={t("pipelines.idle-text")}>{t("pipelines.idle-head")}</span>
      </div>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={({ active, over }) =>
          over && reorder(arrayMove([...order], order.indexOf(String(active.id)), order.indexOf(String(over.id))))
        }
      >
        <SortableContext items={[...order]} strategy={verticalListSortingStrategy}>
          {order.map((value) => {
            const option = draft.stages.find((each) => each.value === value);
            return (
              option && (
                <SortableLine key={value} id={value} name={text(option.label)} className={classes["stage"]}>
                  <StageLine
                    module={module}
                    stage={stage}
                    option={option}
                    onChange={(part) => set(value, part)}
                    onNumber={(name, number) => setNumber(value, name, number)}
                    onRemove={() => reorder(order.filter((each) => each !== value))}
                  />
                </SortableLine>
              )
            );
          })}
        </SortableContext>
      </DndContext>
      <div className={classes["bar"]}>
        <TextInput
          size="xs"
          aria-label={t("pipelines.new-stage")}
          placeholder={t("pipelines.new-stage")}
          maxLength={60}
          value={adding}
          onChange={(event) => setAdding(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} disabled={adding.trim() === ""} onClick={add}>
          {t("pipelines.add-stage")}
        </Button>
        {others.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="xs" variant="subtle" color="gray">
                {t("pipelines.take-stage")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
              {others.map(({ value, label }) => (
                <Menu.Item key={value} onClick={() => reorder([...order, value])}>
                  {text(label)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </fieldset>
  );
}
