import '../ui/all.css';
