import { readFileSync } from "node:fs";
import { refuse } from "../../errors";

/** A place where front ends reach the kernel. */
export type ChannelName = "shell" | "control" | "stdin" | "iopub" | "hb";

/** The file in which Jupyter says where the kernel shall listen and with which key messages are signed. */
export interface Connection {
  transport: "tcp" | "ipc";
  ip: string;
  /** Ports by channel; with "ipc", endings of the sockets' file names. */
  ports: Record<ChannelName, number>;
  key: string;
  /** Such as "hmac-sha256". */
  signatureScheme: string;
  /** The kernel's key pair when Jupyter asks for encryption (CurveZMQ, keys in Z85). */
  curve?: { publicKey: string; secretKey: string };
}

const CHANNELS: ChannelName[] = ["shell", "control", "stdin", "iopub", "hb"];

/** Reads a connection file. @throws InputError that names what is missing or wrong in it. */
export function readConnection(file: string): Connection {
  const content = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const text = (name: string, fallback?: string) => {
    const value = content[name] ?? fallback;
    return typeof value === "string" ? value : refuse(`${file}, "${name}"`, "a string", value);
  };
  const port = (channel: ChannelName) => {
    const value = content[`${channel}_port`];
    return typeof value === "number" ? value : refuse(`${file}, "${channel}_port"`, "a number", value);
  };
  const transport = text("transport", "tcp");
  if (transport !== "tcp" && transport !== "ipc") refuse(`${file}, "transport"`, `"tcp" or "ipc"`, transport);
  return {
    transport,
    ip: text("ip"),
    ports: Object.fromEntries(CHANNELS.map((channel) => [channel, port(channel)])) as Connection["ports"],
    key: text("key"),
    signatureScheme: text("signature_scheme", "hmac-sha256"),
    ...(content.curve_publickey && content.curve_secretkey
      ? { curve: { publicKey: text("curve_publickey"), secretKey: text("curve_secretkey") } }
      : {}),
  };
}

/** The address at which a channel listens. */
export function addressOf({ transport, ip, ports }: Connection, channel: ChannelName): string {
  return transport === "ipc" ? `ipc://${ip}-${ports[channel]}` : `tcp://${ip}:${ports[channel]}`;
}
