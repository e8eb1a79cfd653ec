import { Reply, Router, XPublisher, type Socket } from "zeromq";
import { addressOf, type ChannelName, type Connection } from "./connection";

/** The kernel's five sockets. */
export interface Sockets {
  shell: Router;
  control: Router;
  stdin: Router;
  iopub: XPublisher;
  heartbeat: Reply;
}

/** Without a limit nothing is dropped, however fast a cell prints and however slow its readers are. */
const UNLIMITED = { sendHighWaterMark: 0, receiveHighWaterMark: 0 };

/** A front end that connects anew under its old name is heard, though its old connection may still look open. */
const LATEST = { handover: true };

/** Opens the sockets where the connection says. @throws Error of ZeroMQ's when an address is taken. */
export async function bindSockets(connection: Connection): Promise<Sockets> {
  const security = connection.curve
    ? { curveServer: true, curvePublicKey: connection.curve.publicKey, curveSecretKey: connection.curve.secretKey }
    : {};
  const options = { ...UNLIMITED, ...security };
  const sockets = {
    shell: new Router({ ...options, ...LATEST }),
    control: new Router({ ...options, ...LATEST }),
    stdin: new Router({ ...options, ...LATEST }),
    iopub: new XPublisher({ ...options, verbosity: "allSubs" }),
    heartbeat: new Reply(security),
  };
  const bind = (socket: Socket, channel: ChannelName) => socket.bind(addressOf(connection, channel));
  await Promise.all([
    bind(sockets.shell, "shell"),
    bind(sockets.control, "control"),
    bind(sockets.stdin, "stdin"),
    bind(sockets.iopub, "iopub"),
    bind(sockets.heartbeat, "hb"),
  ]);
  return sockets;
}
