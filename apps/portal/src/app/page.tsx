export default function Page() {
  return <h1>Placard</h1>;
}
