// A dialogue as grammY's own documentation writes one: sessions in memory, an inline keyboard at the end.
// BOT_TOKEN and API_ROOT say whom to talk to.
import { Bot, InlineKeyboard, session } from "grammy";

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.API_ROOT } });
bot.use(session({ initial: () => ({ step: "start" }) }));

bot.command("start", async (ctx) => {
  ctx.session.step = "name";
  await ctx.reply("Let's start! What's your full name?");
});

bot.on("message:text", async (ctx) => {
  if (ctx.session.step !== "name") return;
  ctx.session.name = ctx.message.text;
  ctx.session.step = "product";
  const keyboard = new InlineKeyboard().text("Apple", "Apple").text("Potato", "Potato");
  await ctx.reply("Select a product:", { reply_markup: keyboard });
});

bot.on("message", async (ctx) => {
  if (ctx.session.step === "name") await ctx.reply("Please, send me your full name.");
});

bot.on("callback_query:data", async (ctx) => {
  if (ctx.session.step !== "product") return;
  ctx.session.step = "start";
  await ctx.answerCallbackQuery("Noted");
  await ctx.editMessageText(`${ctx.session.name}, product '${ctx.callbackQuery.data}' is yours!`);
});

await bot.start();
