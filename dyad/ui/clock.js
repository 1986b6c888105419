/* Minutes and seconds since a moment. */
export default renewed(({ data, parentElement }, signal) => {
  const show = () => {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000 - data.since));
    const two = (number) => String(number).padStart(2, "0");
    parentElement.querySelector("time").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };
  show();
  const timer = setInterval(show, 1000);
  signal.addEventListener("abort", () => clearInterval(timer));
});
