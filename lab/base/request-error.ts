/**
 * What a command was asked for and cannot be done. Several commands can be asked for the same, and none is known here:
 * the message is the sentence alone, and the command that was run puts its name before it.
 */
import { UserError } from "../../lib/index.ts";

export class RequestError extends UserError {
  override readonly name: string = "RequestError";
}
