/** `GET /jobs/{id}`: how any long work is getting on. */
import { API, okay, route, type Answer, type Route } from "../http/route.ts";
import { only, text } from "../http/schemas.ts";
import { Object as ObjectType, String as StringType, Union, Integer, Null } from "typebox";
import { cancelJob, jobStatus, type JobStatus } from "./index.ts";

const Count = Union([Integer(), Null()]);
const Job = {
  id: StringType(),
  task: StringType(),
  state: StringType(),
  done: Integer(),
  total: Count,
  rate: Count,
  message: Union([StringType(), Null()]),
};
const JobReply = ObjectType({ ...Job, data: ObjectType(Job) });
/** The contract's own members, and in `data` as everywhere else. */
const answer = (job: JobStatus): Answer => okay({ ...job, data: job });
const ById = only({ id: text(20) });

export const jobRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/jobs/:id`,
    right: "signed-in",
    summary: "A job: `queued`, `running`, `done`, `failed` or `cancelled`, and how far it is",
    params: ById,
    reply: { 200: JobReply },
    handler: async (ctx, { params }) => answer(await jobStatus(ctx, params.id)),
  }),
  route({
    method: "POST",
    url: `${API}/jobs/:id/cancel`,
    right: "signed-in",
    summary: "Asks a job to stop after its present step",
    params: ById,
    reply: { 200: JobReply },
    handler: async (ctx, { params }) => {
      await cancelJob(ctx, params.id);
      return answer(await jobStatus(ctx, params.id));
    },
  }),
];
