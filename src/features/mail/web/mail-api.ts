/** Mail settings as the server gives them. */
import { queryOptions } from "@tanstack/react-query";
import { request } from "../../../web/api/client.ts";

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "none";
  readonly user: string;
  readonly has_password: boolean;
  readonly from_name: string;
  readonly from_email: string;
  /** Where the server that is used comes from; null: mail isn't set up. */
  readonly source: "settings" | "environment" | null;
  readonly sends_as: Sender | null;
}
export interface Sender {
  readonly name: string;
  readonly email: string;
}
export type MailValues = Omit<MailSettings, "has_password" | "source" | "sends_as"> & { readonly password?: string };

interface Data<T> {
  readonly data: T;
}
export const mailSettingsQuery = queryOptions({
  queryKey: ["mail", "settings"],
  queryFn: async () => (await request<Data<MailSettings>>("/admin/mail")).data,
});
export const saveMailSettings = async (values: MailValues): Promise<MailSettings> =>
  (await request<Data<MailSettings>>("/admin/mail", { method: "PUT", body: values })).data;
export const sendTestMail = (to: string): Promise<unknown> => request("/admin/mail/test", { method: "POST", body: { to } });

/** Whether mail can go out, for whoever wants to send. */
export const mailStateQuery = queryOptions({
  queryKey: ["mail", "state"],
  queryFn: async () => (await request<Data<{ readonly ready: boolean; readonly from: Sender | null }>>("/mail")).data,
  staleTime: 60_000,
});

/** A message that could not be sent goes again. */
export const retryMail = (id: string): Promise<unknown> => request(`/records/emails/${id}/actions/retry`, { method: "POST", body: {} });
